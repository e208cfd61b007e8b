"""Every page of every role of a running portal, looked at by machines: links, HTML, weight, accessibility, Lighthouse."""
