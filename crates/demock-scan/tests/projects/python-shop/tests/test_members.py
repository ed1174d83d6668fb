from unittest.mock import AsyncMock


async def test_members_that_are_used():
    session = AsyncMock()
    session.execute.return_value = None
    client = AsyncMock()
    client.close()
    return session, client
