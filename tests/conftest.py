"""The plugins that give the tests their servers and databases."""

pytest_plugins = [
    "tests.servers.fixtures_store",
    "tests.servers.fixtures_mail",
    "tests.servers.fixtures_chat",
    "tests.servers.fixtures_tracking",
]
