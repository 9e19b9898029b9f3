"""A test client that keeps nothing but the answer: no copies of templates and contexts, which take half of the time."""

import sys

from django.core.signals import got_request_exception
from django.test import Client


class Knocker(Client):
    """`response.crash` is the exception behind a 500, or None."""

    def request(self, **request):
        crashes = []

        def crashed(**kwargs):
            crashes.append(sys.exc_info()[1])

        got_request_exception.connect(crashed)
        try:
            response = self.handler(self._base_environ(**request))
        finally:
            got_request_exception.disconnect(crashed)
        response.crash = crashes[0] if crashes else None
        if response.cookies:
            self.cookies.update(response.cookies)
        return response
