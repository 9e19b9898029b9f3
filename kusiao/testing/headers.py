"""What every answer carries for the browser."""

from kusiao.testing.pages import is_page


def policy_of(response):
    parts = response.headers["Content-Security-Policy"].split(";")
    return {words[0]: words[1:] for words in (part.split() for part in parts) if words}


def header_faults(response, *, signed_in):
    """What an answer lacks of what every answer carries for the browser."""
    given, csp = response.headers, policy_of(response)
    allowed = {word for words in csp.values() for word in words}
    if allowed - {"'self'", "'none'", "data:", "blob:", "'sandbox'"}:
        yield f"CSP allows {allowed}"
    for name, wanted in {"default-src": "'self'", "frame-ancestors": "'none'", "base-uri": "'none'"}.items():
        if is_page(response) and csp.get(name) != [wanted]:
            yield f"{name} is {csp.get(name)}"
    if given.get("X-Content-Type-Options") != "nosniff":
        yield "no nosniff"
    if given.get("Referrer-Policy") != "same-origin" or given.get("X-Frame-Options") != "DENY":
        yield "referrer or frame"
    if "camera" not in given.get("Permissions-Policy", "") or not given.get("Cross-Origin-Opener-Policy"):
        yield "permissions or opener policy"
    kept = given.get("Cache-Control", "")
    if signed_in and not ("no-store" in kept and "private" in kept):
        yield f"Cache-Control is {kept!r}"
