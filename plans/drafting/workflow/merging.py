"""Two people edit one thing: fields only one of them changed are merged, a field both changed is asked about."""

__all__ = ["Clash", "merge"]


class Clash(Exception):
    """Both sides changed the same fields: `fields` = {name: (mine, theirs)}; nothing was written."""

    def __init__(self, fields):
        super().__init__("Người khác vừa sửa cùng chỗ này.")
        self.fields = fields


def merge(theirs, mine, base):
    """The dict to write, from what stands now, what I typed and what both started from (`base`); raises Clash.

    Only the keys of `mine` are considered; without a base for a key, what stands now is taken as the start.
    """
    merged, clashing = {}, {}
    for name, value in mine.items():
        was, now = base.get(name, theirs.get(name)), theirs.get(name)
        if value != was and now != was and value != now:
            clashing[name] = (value, now)
        merged[name] = value if value != was else now
    if clashing:
        raise Clash(clashing)
    return merged
