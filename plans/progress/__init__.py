"""The way of one entry: saved, moved from hand to hand, proved, locked; and the periods it belongs to."""
