import os
import vfs


class Volume:
    def __init__(self, name, fail=None):
        self.name = name
        self.fail = fail

    def mount(self, readonly, mkfs):
        print(self.name, "mount", readonly, mkfs)
        if self.fail:
            raise OSError(self.fail)

    def umount(self):
        print(self.name, "umount")

    def __getattr__(self, method):
        def call(*arguments):
            print(self.name, method, arguments)
            return {"getcwd": "/sub", "ilistdir": iter([("f.txt", 0x8000, 0)]), "stat": (0x8000,) + (0,) * 9}.get(method)

        return call


def attempt(function, *arguments, **keywords):
    try:
        print(function(*arguments, **keywords))
    except (OSError, TypeError, AttributeError) as e:
        print(type(e).__name__, e.args)


a, b = Volume("a"), Volume("b")
print([point for _, point in vfs.mount()])
attempt(vfs.mount, a, "/a", readonly=True)
attempt(vfs.mount, b, "/bb")
print([point for _, point in vfs.mount()])
attempt(vfs.mount, b, "/a")
attempt(vfs.mount, Volume("bad", 5), "/bad")
attempt(vfs.mount, a)
attempt(vfs.mount, a, 5)
attempt(vfs.mount, a, "/x", readonly=1, nope=2)
open("/a/x.txt")
open("/bb", "wb")
os.stat(b"/a/b")
os.mkdir("/a/new")
attempt(os.mkdir, "/a")
os.remove("/a/old")
os.rename("/a/one", "/a/two")
attempt(os.rename, "/a/one", "/bb/two")
print(os.listdir("/a"), list(os.ilistdir("/bb/dir")))
root = [e for e in os.ilistdir("/") if e[1] == 0x4000 and e[2] == 0]
print(root)
print([e[0] for e in os.ilistdir(b"/") if e[1] == 0x4000 and e[2] == 0])
start = os.getcwd()
os.chdir("/bb/deep")
print(os.getcwd())
open("relative.txt")
os.statvfs("")
attempt(vfs.umount, "/bb")
print(os.getcwd())
os.chdir(start)
attempt(vfs.umount, a)
attempt(vfs.umount, a)
attempt(vfs.umount, "/a")
attempt(vfs.umount, 5)
print([point for _, point in vfs.mount()])
attempt(vfs.umount, "/")
attempt(os.stat, "nowhere")
attempt(open, "/nowhere")
print(os.stat("/"), os.statvfs("/"), os.getcwd(), os.listdir("/"), vfs.mount())
