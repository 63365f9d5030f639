"""What every answer says to the browser, and the one check on what a browser may send."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# An original file comes from outside: whatever it holds may neither run nor load anything.
ORIGINAL_FILE_POLICY = "sandbox; default-src 'none'"

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Once reached by https, never again without it (RFC 6797).
TRANSPORT = "max-age=31536000"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def asks_from_elsewhere(headers: Headers) -> bool:
    """Whether a request that changes something may come from another site's page.

    Every browser since 2020 says with `Sec-Fetch-Site` or `Origin` where such a request comes from, and no page can
    make it say otherwise; so no form needs a token of its own, which a page kept open overnight or a script-less
    form would lose. A request that carries cookies and says neither is refused: an old browser may be led. Programs
    send no cookies. `Origin` is compared with `Host` alone, for behind a proxy the scheme is another one.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc != headers.get("host")
    return "cookie" in headers


class SafeHeaders:
    """Adds the headers above where a route set none, and refuses a change that another site's page asks for."""

    def __init__(self, app: ASGIApp, refusal: Response) -> None:
        self.app = app
        self.refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if scope["scheme"] == "https":
                    headers.setdefault("Strict-Transport-Security", TRANSPORT)
            await send(message)

        refused = scope["method"] not in SAFE_METHODS and asks_from_elsewhere(Headers(scope=scope))
        app = self.refusal if refused else self.app
        await app(scope, receive, send_safely)
