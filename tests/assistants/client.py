"""The server of `tieout mcp`, started and asked by the client of the protocol's own package, as an assistant does."""

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.types import CallToolResult, TextContent

Asked = tuple[str, dict[str, Any]]
ROOT = Path(__file__).parents[2]


def start(root: Path, *options: str) -> StdioServerParameters:
    arguments = ["-m", "tieout", "mcp", "--warehouse", str(root), *options]
    return StdioServerParameters(command=sys.executable, args=arguments, env={**os.environ}, cwd=ROOT)


def read_words(answer: CallToolResult) -> str:
    return "\n".join(part.text for part in answer.content if isinstance(part, TextContent))


def ask(root: Path, questions: Sequence[Asked], *options: str) -> tuple[list[Any], list[Any]]:
    """Return the tools, and for each question the facts, or the words of a fault."""

    async def run() -> tuple[list[Any], list[Any]]:
        async with stdio_client(start(root, *options)) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            tools = (await session.list_tools()).tools
            answers = [await session.call_tool(name, arguments) for name, arguments in questions]
            return tools, [each.structured_content or read_words(each) for each in answers]

    return asyncio.run(run())
