"""The way of a round: its moves, the sheets of the units, marks, objections, the council's votes, what is published."""
