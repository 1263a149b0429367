"""With a real server: an event starts the example automation."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from ruamel.yaml import YAML

from tests.budgets import until

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]


def test_the_example_automation_posts_a_missed_service_level_to_a_chat(
    prefect_api: str, chat: tuple[str, list[Any]]
) -> None:
    from prefect.blocks.webhook import Webhook

    from tasks.frame.events import emit

    address, posted = chat
    block_id = Webhook(method="POST", url=address, allow_private_urls=True).save("chat", overwrite=True)
    example = YAML(typ="safe", pure=True).load((ROOT / "configs/automations/tell-us.yaml").read_text(encoding="utf-8"))
    [automation] = example["automations"]
    automation["actions"][0]["block_document_id"] = str(block_id)
    made = httpx.post(f"{prefect_api}/automations/", json=automation, timeout=60)
    assert made.status_code == 201, made.text

    def taken_up() -> bool:
        if not posted:
            emit("nordlys", "sla.breached", {"month": "2026-10", "figure": "resolution.P2"})
        return bool(posted)

    until(taken_up, "the automation, which is taken up a moment after it was made", every_seconds=2)
    assert posted[0] == {"text": "rollout.sla.breached rollout.nordlys 2026-10 resolution.P2"}
