import Board
import Fabric
import TestBench
import Testing

/// A Pico that talks to itself: I2C(0) on GP4 and GP5, I2CTarget(1) on GP6 and GP7, wired together.
@Suite struct MachineI2CTargetTests {
    private func desk(_ board: String = "pico") throws -> Desk {
        let wires = [("GP4", "GP6"), ("GP5", "GP7")]
        let parts = wires.enumerated().map { index, wire in
            Part(
                "wokwi-pushbutton", id: "w\(index)", attributes: ["bounce": "0"],
                wires: [("1.l", wire.0), ("2.l", wire.1)])
        }
        let desk = try Desk(board, parts: parts)
        for part in parts { try desk.board.set(part: part.id, control: "pressed", to: 1) }
        return desk
    }

    @Test func aMemoryIsWrittenAndRead() throws {
        let desk = try desk()
        desk.run(
            """
            from machine import I2C, I2CTarget
            import time
            mem = bytearray(8)
            t = I2CTarget(1, 0x42, mem=mem)
            i = I2C(0)
            print(t, i.scan())
            def done(t):
                print('irq', t.memaddr, t.irq().flags())
            t.irq(done)
            i.writeto_mem(0x42, 6, b'abc')
            time.sleep_ms(1)
            print(mem, i.readfrom_mem(0x42, 5, 3))
            time.sleep_ms(1)
            """)
        #expect(
            desk.lines == [
                "I2CTarget(1, addr=66, scl=7, sda=6) [66]", "irq 6 32",
                "bytearray(b'c\\x00\\x00\\x00\\x00\\x00ab')"
                    + " b'\\x00ab'", "irq 5 16",
            ])
    }

    @Test func handlersGiveAndTakeBytes() throws {
        let desk = try desk()
        desk.run(
            """
            from machine import I2C, I2CTarget
            t = I2CTarget(1, addr=0x42)
            one = bytearray(1)
            got = bytearray(4)
            count = 0
            def event(t):
                global count
                flags = t.irq().flags()
                if flags & t.IRQ_WRITE_REQ:
                    t.readinto(one)
                    got[count] = one[0]
                    count += 1
                elif flags & t.IRQ_READ_REQ:
                    one[0] = count + 64
                    count += 1
                    t.write(one)
            t.irq(event, t.IRQ_WRITE_REQ | t.IRQ_READ_REQ, hard=True)
            i = I2C(0)
            i.writeto(0x42, b'xyz')
            print(got, i.readfrom(0x42, 2))
            try:
                t.irq(event, t.IRQ_READ_REQ)
            except ValueError as e:
                print(e)
            """)
        #expect(desk.lines == ["bytearray(b'xyz\\x00') b'CD'", "hard IRQ required"])
    }

    @Test func theESP32HasNone() throws {
        let desk = try Desk("esp32")
        desk.runCatching("I2CTarget", after: "from machine import I2CTarget")
        #expect(desk.text.contains("ImportError"))
    }
}
