"""Trao đổi văn bản điện tử: issued papers as edXML files, files that come, statuses both ways; carried by hand."""
