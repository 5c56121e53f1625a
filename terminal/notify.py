"""Sends a message to wherever people read: e-mail, DingTalk, WeCom, Slack … by one address (apprise)."""

from __future__ import annotations

import logging


def send(url: str, title: str, text: str) -> bool:
    """Whether it was sent. The address holds a secret: it is never printed or logged."""
    import apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    channel = apprise.Apprise()
    return channel.add(url) and bool(channel.notify(title=title, body=text or title))
