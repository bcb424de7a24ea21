"""What `tests/peers/real-client` does with the package `qemu.qmp`: argument 1 is the socket of a stopped machine."""

import asyncio
import sys

from qemu.qmp import ExecuteError, QMPClient


def check(got, wanted):
    assert got == wanted, f"{got!r}, and not {wanted!r}"


async def refused(client, wanted_class, wanted, command, arguments=None):
    try:
        got = await client.execute(command, arguments)
    except ExecuteError as error:
        check((error.error_class, str(error)), (wanted_class, wanted))
    else:
        raise AssertionError(f"{command} answered {got!r}")


async def event(listener, name, data=None):
    got = await asyncio.wait_for(listener.get(), 10)
    check((got["event"], got.get("data")), (name, data))


async def introspection(client):
    commands = {command["name"] for command in await client.execute("query-commands")}
    schema = await client.execute("query-qmp-schema")
    described = {entity["name"] for entity in schema if entity["meta-type"] == "command"}
    check(described, commands)
    types = {one["name"] for one in await client.execute("qom-list-types", {"implements": "device"})}
    assert {"intel-iommu", "pcie-root-port"} <= types, types
    listed = await client.execute("device-list-properties", {"typename": "intel-iommu"})
    (bits,) = [one for one in listed if one["name"] == "aw-bits"]
    check((bits["type"], bits["default-value"]), ("uint8", 48))
    machines = {one["name"] for one in await client.execute("query-machines")}
    assert {"none", "pc-q35-10.0"} <= machines, machines


async def objects(client):
    listed = await client.execute("qom-list", {"path": "/machine/peripheral"})
    assert {"name": "vtd", "type": "child<intel-iommu>"} in listed, listed
    check(await client.execute("qom-get", {"path": "vtd", "property": "aw-bits"}), 48)
    size = {"qom-type": "memory-backend-ram", "id": "ram0", "size": 1 << 20}
    check(await client.execute("object-add", size), {})
    check(await client.execute("qom-get", {"path": "/objects/ram0", "property": "size"}), 1 << 20)
    check(await client.execute("object-del", {"id": "ram0"}), {})
    await refused(client, "GenericError", "object 'ram0' not found", "object-del", {"id": "ram0"})
    await refused(client, "DeviceNotFound", "Device '/nowhere' not found", "qom-list", {"path": "/nowhere"})
    await refused(client, "GenericError", "Parameter 'path' is missing", "qom-list")
    await refused(client, "CommandNotFound", "The command no-such has not been found", "no-such")


async def settings(client):
    """A property that can be set while its device works."""
    port = {"path": "rp0/rp0", "property": "hotplug-handler"}
    check(await client.execute("qom-get", port), "/machine/peripheral/rp0")
    for value in (True, False):
        path = {"path": "/machine/peripheral/rp0", "property": "x-ask-guest"}
        check(await client.execute("qom-set", {**path, "value": value}), {})
        check(await client.execute("qom-get", path), value)
    late = "Attempt to set property 'aw-bits' on device 'vtd' (type 'intel-iommu') after it was realized"
    await refused(client, "GenericError", late, "qom-set", {"path": "vtd", "property": "aw-bits", "value": 39})


async def life(client):
    """What happens, and who is told."""
    with client.listener() as listener:
        check(await client.execute("query-status"), {"running": False, "status": "prelaunch"})
        check(await client.execute("cont"), {})
        await event(listener, "RESUME")
        check(await client.execute("stop"), {})
        await event(listener, "STOP")
        check(await client.execute("query-status"), {"running": False, "status": "paused"})
        check(await client.execute("device_add", {"driver": "pci-blank", "id": "d", "bus": "rp0"}), {})
        check(await client.execute("device_del", {"id": "d"}), {})
        await event(listener, "DEVICE_DELETED", {"device": "d", "path": "/machine/peripheral/d"})
        check(await client.execute("system_reset"), {})
        await event(listener, "RESET", {"guest": False, "reason": "host-qmp-system-reset"})
        check(await client.execute("quit"), {})
        await event(listener, "SHUTDOWN", {"guest": False, "reason": "host-qmp-quit"})


async def main(path):
    client, other = QMPClient("one"), QMPClient("other")
    await client.connect(path)
    await other.connect(path)
    check(await client.execute("query-name"), {"name": "client"})
    version = (await client.execute("query-version"))["qemu"]
    check(set(version), {"major", "minor", "micro"})
    await introspection(client)
    await objects(client)
    await settings(client)
    with other.listener() as listener:
        await life(client)
        for name in ("RESUME", "STOP", "DEVICE_DELETED", "RESET", "SHUTDOWN"):
            check((await asyncio.wait_for(listener.get(), 10))["event"], name)
    for gone in (client, other):
        try:
            await gone.disconnect()
        except EOFError:
            pass  # It went first.


asyncio.run(main(sys.argv[1]))
