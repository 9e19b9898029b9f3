"""Which device is this? A random cookie says so; its name is two words of what the browser says of itself."""

import time
import uuid

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officers.models import Device
from officers.sessions import DEVICE, SEEN

COOKIE = "device"
A_YEAR = 365 * 24 * 3600
AN_HOUR = 3600
# In this order: whoever imitates another names it as well.
BROWSERS = (
    ("Line/", gettext_lazy("ไลน์")),
    ("FBAN", gettext_lazy("เฟซบุ๊ก")),
    ("Edg", gettext_lazy("เอดจ์")),
    ("SamsungBrowser", gettext_lazy("ซัมซุงอินเทอร์เน็ต")),
    ("OPR/", gettext_lazy("โอเปรา")),
    ("Firefox", gettext_lazy("ไฟร์ฟอกซ์")),
    ("FxiOS", gettext_lazy("ไฟร์ฟอกซ์")),
    ("CriOS", gettext_lazy("โครม")),
    ("Chrome", gettext_lazy("โครม")),
    ("Safari", gettext_lazy("ซาฟารี")),
)
SYSTEMS = (
    ("iPhone", gettext_lazy("ไอโฟน")),
    ("iPad", gettext_lazy("ไอแพด")),
    ("Android", gettext_lazy("แอนดรอยด์")),
    ("Windows", gettext_lazy("คอมพิวเตอร์วินโดวส์")),
    ("Mac OS", gettext_lazy("คอมพิวเตอร์แมค")),
    ("Linux", gettext_lazy("คอมพิวเตอร์ลินุกซ์")),
)


def name_of(agent):
    browser = next((words for sign, words in BROWSERS if sign in agent), _("เบราว์เซอร์อื่น"))
    system = next((words for sign, words in SYSTEMS if sign in agent), _("เครื่องอื่น"))
    return _("%(browser)s บน%(system)s") % {"browser": browser, "system": system}


def _key(text):
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def known_by(request):
    return _key(request.COOKIES.get(COOKIE, ""))


def asked_for(request):
    """The device that `?device=` names, as a page is told it in <meta name="device">, or the one of the cookie."""
    return _key(request.GET.get("device", "")) or known_by(request)


def is_welcome(device_id):
    """None where there is no such device: a phone must not lose what it holds by a mistake of ours."""
    found = Device.objects.filter(pk=device_id) if device_id else Device.objects.none()
    return found.welcome().exists() if found.exists() else None


class SeenDevice:
    """Hands a signed-in browser its cookie, and writes down once an hour that it was here."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        device = request.session.get(DEVICE) if request.user.is_authenticated else None
        if device:
            self._mark(request, response, device)
        return response

    def _mark(self, request, response, device):
        if request.COOKIES.get(COOKIE) != device:
            response.set_cookie(
                COOKIE,
                device,
                max_age=A_YEAR,
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        if request.session.get(SEEN, 0) < time.time() - AN_HOUR:
            request.session[SEEN] = time.time()
            Device.objects.touch(device)
