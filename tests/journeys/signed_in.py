"""A dashboard with sign-in through a provider on this machine, and the actions of two users."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Page, expect

from close.months import month

from .conftest import Dashboard, served
from .screen import heading, rerun, settle

ADA, BEN, EVE = "ada@ash.example", "ben@ash.example", "eve@elsewhere.example"
AUTH = """
[auth]
redirect_uri = "http://localhost:{{port}}/oauth2callback"
cookie_secret = "{secret}"
client_id = "tieout"
client_secret = "{secret}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


@contextmanager
def signed_in(folder: Path, administrators: str) -> Iterator[Dashboard]:
    """Serve the dashboard with an [auth] section, and the provider configured in it."""
    users = [User(sub=who, claims={"email": who, "email_verified": True}) for who in (ADA, BEN, EVE)]
    with run_server_in_thread(user_claims=users) as provider:
        file = folder / "secrets.toml"
        secrets_text = AUTH.format(secret=secrets.token_hex(), provider=f"http://localhost:{provider.server_port}")
        file.write_text(secrets_text, encoding="utf-8")
        with served(folder, "--secrets.files", str(file), TIEOUT_ADMINISTRATORS=administrators) as running:
            yield running


def sign_in(page: Page, who: str) -> None:
    """Sign in from the sign-in page through the provider to the page."""
    introduce(page, who)
    expect(page.locator(".st-key-top-bar").get_by_text(who)).to_be_visible()
    settle(page)


def introduce(page: Page, who: str) -> None:
    """Press the button on the sign-in page and identify at the provider, whose page requests a remote style sheet."""
    page.route("**/*.min.css", lambda route: route.fulfill(body="", content_type="text/css"))
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name=who, exact=True).click()


def open_page(page: Page, address: str, title: str) -> None:
    """Open an address and wait until it is complete."""
    page.goto(address)
    expect(heading(page, title)).to_be_visible()
    settle(page)


def act(page: Page, button: str, told: str) -> None:
    """Press a button and wait for its confirmation. First leave what was typed, whose hint moves the button."""
    page.keyboard.press("Tab")
    with rerun(page):  # an earlier confirmation may still be there
        page.get_by_role("button", name=button).last.click()
    expect(page.get_by_test_id("stMain").get_by_text(told).first).to_be_visible()
    settle(page)


def month_name(period: str) -> str:
    """Return the month as it is written on screen."""
    return f"{month(period).start:%B %Y}"
