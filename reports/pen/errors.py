"""What can go wrong at a signature, in words for the person who signs."""


class SigningError(Exception):
    """A signature could not be made; the text is Vietnamese and fit to be shown."""


class KeyUnavailable(SigningError):
    """The key cannot be opened: missing file, wrong password, no token, or a certificate out of its time."""


class WrongSecret(KeyUnavailable):
    """The password or PIN is not the key's."""


class WrongOrder(SigningError):
    """The step is not the next one of the chain, or was done before."""


class ServiceMissing(SigningError):
    """A signing or timestamp service is not configured or does not answer."""
