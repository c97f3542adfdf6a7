# A FAT file system on a block device in Python: what is written is there again after it is mounted anew.
import os
import vfs


class RAMDisk:
    def __init__(self, blocks):
        self.data = bytearray(blocks * 512)

    def readblocks(self, block, buffer):
        buffer[:] = self.data[block * 512 : block * 512 + len(buffer)]

    def writeblocks(self, block, buffer):
        self.data[block * 512 : block * 512 + len(buffer)] = buffer

    def ioctl(self, request, argument):
        if request == 4:
            return len(self.data) // 512
        if request == 5:
            return 512


def attempt(what, *arguments):
    try:
        print(what.__name__, what(*arguments))
    except OSError as error:
        print(what.__name__, "OSError", error.errno)


for blocks in (100, 3000, 9000):
    disk = RAMDisk(blocks)
    vfs.VfsFat.mkfs(disk)
    vfs.mount(disk, "/card")
    print(os.statvfs("/card")[:5])
    with open("/card/short.txt", "w") as file:
        file.write("one\ntwo\n")
    with open("/card/A name of more than eight letters.text", "wb") as file:
        for number in range(40):
            file.write(bytes([number]) * 100)
    os.mkdir("/card/inner")
    for number in range(12):
        with open("/card/inner/File number %d" % number, "w") as file:
            file.write(str(number))
    print(list(os.ilistdir("/card")))
    with open("/card/short.txt", "a") as file:
        file.write("three\n")
    with open("/card/short.txt", "r+") as file:
        print(file.readline(), file.tell(), file.seek(0, 2))
        file.seek(4)
        file.write("2")
    os.rename("/card/short.txt", "/card/inner/moved.txt")
    os.remove("/card/inner/File number 3")
    os.umount("/card")

    vfs.mount(disk, "/again")
    os.chdir("/again/inner")
    print(os.getcwd(), os.listdir())
    print(open("moved.txt").read(), open("FILE NUMBER 11").read(), os.stat("moved.txt")[6])
    with open("/again/a NAME of more than eight letters.text", "rb") as file:
        file.seek(3950)
        print(file.read())
    attempt(open, "nothing")
    attempt(open, "moved.txt", "x")
    attempt(os.mkdir, "/again/inner")
    attempt(os.rmdir, "/again/inner")
    attempt(os.remove, "/again/inner")
    attempt(os.rmdir, "moved.txt")
    attempt(os.chdir, "moved.txt")
    os.chdir("/")
    for name in os.listdir("/again/inner"):
        os.remove("/again/inner/" + name)
    os.rmdir("/again/inner")
    print(os.listdir("/again"), os.statvfs("/again")[3])
    vfs.umount("/again")

full = RAMDisk(60)
vfs.VfsFat.mkfs(full)
vfs.mount(full, "/full")
with open("/full/big", "wb") as file:
    attempt(file.write, bytes(20000))
print(os.statvfs("/full")[3])
vfs.umount("/full")
attempt(vfs.mount, RAMDisk(60), "/empty")
vfs.mount(vfs.VfsFat(full), "/closed", readonly=True)
attempt(open, "/closed/new", "w")
attempt(os.remove, "/closed/big")
