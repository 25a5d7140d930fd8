"""Telegram: what the composition root needs of it, and whether a token works."""

import asyncio

from bot.channels.telegramclient import connected
from bot.channels.telegramlistener import Say, TelegramListener, webhook_routes
from bot.channels.telegramsender import TelegramSender
from bot.channels.telegramsettings import TelegramSettings

__all__ = ["Say", "TelegramListener", "TelegramSender", "TelegramSettings", "check", "webhook_routes"]


def check(settings: TelegramSettings, *, timeout: float) -> str:
    """Whose token it is, in a few words; nothing is sent and no update is fetched. `timeout` in seconds.

    Raises ChannelError.
    """
    hurried = settings.model_copy(update={"timeout": min(timeout, settings.timeout)})

    async def look() -> str:
        async with connected(hurried) as (_, me):
            return f"@{me.username}"

    way = "called at its webhook" if settings.webhook_url else "asks for news itself"
    return f"{asyncio.run(look())}, {way}"
