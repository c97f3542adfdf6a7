# A file system that littlefs-python 0.19 (littlefs 2.11) made, in blocks of 256 bytes; what is not here is 0xff.
import binascii
import vfs
from ramblocks import RAMBlocks

PIECES = (
    (
        0,
        b"AgAAAPAP//dsaXR0bGVmcy/gABABAAIAAAEAABgAAAD/AAAA////f/4DAAAgMAwbbGliICAACwwAAAANAAAAIBAEAWhlbGxvLnR4dCAAABptYW"
        b"RlIGJ5IHRoZSBsaWJyYXJ5EAAAGwBss5joergXMAAMDGdvbmUgAAAEQB/4CAwAAAANAAAAP/AAABAAAADlOUzAD/AAAbDQEcr//////w=="
    ),
    (
        256,
        b"AwAAAPAP//dsaXR0bGVmcy/gABABAAIAAAEAABgAAAD/AAAA////f/4DAAAgMAwbbGliICAACwwAAAANAAAAIBAEAWhlbGxvLnR4dCAAABptYW"
        b"RlIGJ5IHRoZSBsaWJyYXJ5EAAAGwBss5joergXMAAMDGdvbmUgAAAAZ29uZUAf+AwMAAAADQAAAD/wAAAQAAAA5TlMwA/wAA0xOIRD/x//+AUQ"
        b"D/gIEAAAAOU5TMAP8AAEQ6+wev//////////"
    ),
    (
        3072,
        b"AAAAAKAAA/cQAAAA5TlMwA/wAATAK/Ih//////////8QH/wMQDAABGRlZXAgIAAMDgAAAA8AAABAD/wADgAAAA8AAAA/8AAAEAAAAOU5TMAP8A"
        b"AE0i5mxv//////////EB/4DEAAAAlsYXJnZS5iaW4gAAAJf+/4CBAAAADlOUzAD/AAA6sFaj//////////cC/4AxUAAADcBQAAf9/4ABAAAADl"
        b"OUzAD/AADDax25Q="
    ),
    (
        3584,
        b"AAAAAKAAA/cQAAAA5TlMwA/wAATAK/Ih//////////8QH/wMQAAAAXggAAABf+/8CBAAAADlOUzAD/AAG4Z4RUL///////////////////9wH/"
        b"wSeX/v/AkQAAAA5TlMwA/wAAON3D/0/////////xAf/AtAAAAFbW92ZWQgAAAEeW/gBAEQD/gIEAAAAOU5TMAP8AACWQVmEf///////w=="
    ),
    (
        4096,
        b"AAEECRAZJDFAUWR5kKnE4QUmSW6VvukbSnuu4x9Yk9AUVZjdKXK9D16vB1yzEWzJLY7xW8Iwmw187WXaVs9PzFDRWd5q84MVpDrNZwOcPNl9I8"
        b"ZwHMV1J9aMRPm1czPwtHpCDNOhcUMX6MCadlQ0FvXbw62Zh3dpXVNLRUE/P0FFS1NdaXeHma3D2/UWNFR2msDoF0NxodMMQnq08DNztflEjNYn"
        b"dcUccMYjfdk8nANnzTqkFYPzat5Z0VDMT89W2mXtfA2bMMJb8Y4tyWwRs1wHr14PvXIp3ZhVFNCTWB/jrntKG+m+lW5JJgXhxKmQeWRRQDEkGR"
        b"AJBAEAAQQJEBAAAAAZJDFAUWR5kKnE4QUmSW6VvukbSnuu4x9Yk9AUVZjdKXK9D16vB1yzEWzJLY7xW8Iwmw187WXaVs9PzFDRWd5q84MVpDrN"
        b"ZwOcPNl9I8ZwHMV1J9aMRPm1czPwtHpCDNOhcUMX6MCadlQ0FvXbw62Zh3dpXVNLRUE/P0FFS1NdaXeHma3D2/UWNFR2msDoF0NxodMMQnq08D"
        b"NztflEjNYndcUccMYjfdk8nANnzTqkFYPzat5Z0VDMT89W2mXtfA2bMMJb8Y4tyWwRs1wHr14PvXIp3ZhVFNCTWB/jrntKG+m+lW5JJgXhxKmQ"
        b"eWRRQDEkGRAJBAEAAQQJEBkRAAAAEAAAACQxQFFkeZCpxOEFJklulb7pG0p7ruMfWJPQFFWY3SlyvQ9erwdcsxFsyS2O8VvCMJsNfO1l2lbPT8"
        b"xQ0VneavODFaQ6zWcDnDzZfSPGcBzFdSfWjET5tXMz8LR6QgzToXFDF+jAmnZUNBb128OtmYd3aV1TS0VBPz9BRUtTXWl3h5mtw9v1FjRUdprA"
        b"6BdDcaHTDEJ6tPAzc7X5RIzWJ3XFHHDGI33ZPJwDZ806pBWD82reWdFQzE/PVtpl7XwNmzDCW/GOLclsEbNcB69eD71yKd2YVRTQk1gf4657Sh"
        b"vpvpVuSSYF4cSpkHlkUUAxJBkQCQQBAAEEEgAAAAkQGSQxQFFkeZCpxOEFJklulb7pG0p7ruMfWJPQFFWY3SlyvQ9erwdcsxFsyS2O8VvCMJsN"
        b"fO1l2lbPT8xQ0VneavODFaQ6zWcDnDzZfSPGcBzFdSfWjET5tXMz8LR6QgzToXFDF+jAmnZUNBb128OtmYd3aV1TS0VBPz9BRUtTXWl3h5mtw9"
        b"v1FjRUdprA6BdDcaHTDEJ6tPAzc7X5RIzWJ3XFHHDGI33ZPJwDZ806pBWD82reWdFQzE/PVtpl7XwNmzDCW/GOLclsEbNcB69eD71yKd2YVRTQ"
        b"k1gf4657ShvpvpVuSSYF4cSpkHlkUUAxJBkQCQQBAAEECRMAAAASAAAAEAAAABAZJDFAUWR5kKnE4QUmSW6VvukbSnuu4x9Yk9AUVZjdKXK9D1"
        b"6vB1yzEWzJLY7xW8Iwmw187WXaVs9PzFDRWd5q84MVpDrNZwOcPNl9I8ZwHMV1J9aMRPm1czPwtHpCDNOhcUMX6MCadlQ0FvXbw62Zh3dpXVNL"
        b"RUE/P0FFS1NdaXeHma3D2/UWNFR2msDoF0NxodMMQnq08DNztflEjNYndcUccMYjfdk8nANnzTqkFYPzat5Z0VDMT89W2mXtfA2bMMJb8Y4tyW"
        b"wRs1wHr14PvXIp3ZhVFNCTWB/jrntKG+m+lW5JJgXhxKmQeWRRQDEkGRAUAAAACQQBAAEECRAZJDFAUWR5kKnE4QUmSW6VvukbSnuu4x9Yk9AU"
        b"VZjdKXK9D16vB1yzEWzJLY7xW8Iwmw187WXaVs9PzFDRWd5q84MVpDrNZwOcPNl9I8ZwHMV1J9aMRPm1czPwtHpCDNOhcUMX6MCadlQ0FvXbw6"
        b"2Zh3dpXVNLRUE/P0FFS1NdaXeHma3D2/UWNFR2msDoF0NxodMMQnq08DNztflEjNYndcUccMYjfdk8nANnzTqkFYPzat5Z0VDMT89W2mXtfA2b"
        b"MMJb8Y4tyWwRs1wHr14PvXIp3ZhVFNCTWB/jrntKG+m+lW5JJgXhxKmQeWRRQDH/////"
    ),
)
data = bytearray(b"\xff" * 6144)
for place, text in PIECES:
    piece = binascii.a2b_base64(text)
    data[place : place + len(piece)] = piece
device = RAMBlocks(0, 256, data)
volume = vfs.VfsLfs2(device, readsize=16, progsize=16)
print(sorted(volume.ilistdir("")), sorted(volume.ilistdir("lib")), list(volume.ilistdir("lib/deep")))
print(volume.open("hello.txt", "r").read(), volume.stat("hello.txt")[6:])
print(binascii.crc32(volume.open("lib/large.bin", "rb").read()), volume.open("lib/deep/moved", "r").read())
print(volume.statvfs(""))
# It goes on from there.
with volume.open("lib/large.bin", "ab") as file:
    file.write(b"more")
volume.remove("hello.txt")
volume.rename("lib/deep", "top")
volume = vfs.VfsLfs2(device, readsize=16, progsize=16)
print(list(volume.ilistdir("")), list(volume.ilistdir("top")), volume.stat("lib/large.bin")[6])
print(binascii.crc32(volume.open("lib/large.bin", "rb").read()), volume.statvfs("")[3])
