"""Writing compound files ([MS-CFB]) and messages as Outlook saves them ([MS-OXMSG]), just enough for tests."""

import struct
from itertools import count

FREE, END, FATSECT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5


def compound(tree):
    """Return a compound file; `tree` maps names to bytes (streams) or to further trees (storages)."""
    entries = [["Root Entry", ROOT, FREE, 0, 0]]  # name, type, child, start, size
    links = {}
    mini, fat_data, chains = bytearray(), bytearray(), []

    def sectors(data):
        start = len(fat_data) // 512
        fat_data.extend(data + b"\0" * (-len(data) % 512))
        chains.append((start, len(fat_data) // 512))
        return start if data else END

    minis = []

    def add(children):
        placed = []
        for name, content in sorted(children.items(), key=lambda one: (len(one[0]), one[0].upper())):
            number = len(entries)
            if isinstance(content, dict):
                entries.append([name, STORAGE, FREE, 0, 0])
                placed.append(number)
                entries[number][2] = add(content)
                continue
            if len(content) < 4096:
                start = len(mini) // 64
                mini.extend(content + b"\0" * (-len(content) % 64))
                minis.append((start, len(mini) // 64))
            else:
                start = sectors(content)
            entries.append([name, STREAM, FREE, start, len(content)])
            placed.append(number)
        return balanced(placed)

    def balanced(placed):
        if not placed:
            return FREE
        middle = len(placed) // 2
        links[placed[middle]] = balanced(placed[:middle]), balanced(placed[middle + 1 :])
        return placed[middle]

    entries[0][2] = add(tree)
    entries[0][3], entries[0][4] = sectors(bytes(mini)), len(mini)
    mini_fat = table(minis, len(mini) // 64)
    mini_start = sectors(mini_fat)
    directory = b"".join(
        entry(name, kind, (*links.get(number, (FREE, FREE)), child), start, size)
        for number, (name, kind, child, start, size) in enumerate(entries)
    )
    directory_start = sectors(directory)
    total = len(fat_data) // 512
    fats = next(number for number in count(1) if number * 128 >= total + number)
    fat = table(chains, total)[: total * 4] + struct.pack(f"<{fats}I", *[FATSECT] * fats)
    fat += b"\xff" * (fats * 512 - len(fat))
    header = struct.pack(
        "<8s16sHHHHH6x9I", bytes.fromhex("d0cf11e0a1b11ae1"), b"\0" * 16, 0x3E, 3, 0xFFFE, 9, 6,
        0, fats, directory_start, 0, 4096, mini_start if mini else END, len(mini_fat) // 512, END, 0,
    )  # fmt: skip
    listed = [total + number for number in range(fats)]
    header += struct.pack("<109I", *listed[:109], *[FREE] * (109 - len(listed[:109])))
    return header + bytes(fat_data) + fat


def table(chains, length):
    numbers = [FREE] * length
    for start, stop in chains:
        for number in range(start, stop):
            numbers[number] = number + 1 if number + 1 < stop else END
    data = struct.pack(f"<{length}I", *numbers)
    return data + b"\xff" * (-len(data) % 512)


def entry(name, kind, near, start, size):
    coded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16sIQQIQ", coded, len(coded), kind, 1, *near, b"\0" * 16, 0, 0, 0, start, size)


def properties(header, **values):
    """Return the streams of a storage; `values` are texts or numbers by the property's number: `p001A="IPM.Note"`."""
    streams, rows = {}, b"\0" * header
    for name, value in values.items():
        pid = int(name[1:], 16)
        if isinstance(value, int):
            rows += struct.pack("<HHIIxxxx", 3, pid, 6, value)
            continue
        kind, data = (0x001F, value.encode("utf-16-le")) if isinstance(value, str) else (0x0102, value)
        rows += struct.pack("<HHIIxxxx", kind, pid, 6, len(data))
        streams[f"__substg1.0_{pid:04X}{kind:04X}"] = data
    return streams | {"__properties_version1.0": rows}


def message(recipients=(), attached=(), header=32, **values):
    """Return the tree of a message; recipients and attachments are dicts of properties, an attachment may be a tree."""
    tree = properties(header, **values)
    for number, one in enumerate(recipients):
        tree[f"__recip_version1.0_#{number:08X}"] = properties(8, **one)
    for number, one in enumerate(attached):
        inner = one.pop("message", None)
        tree[f"__attach_version1.0_#{number:08X}"] = properties(8, **one) | (
            {"__substg1.0_3701000D": inner} if inner else {}
        )
    return tree
