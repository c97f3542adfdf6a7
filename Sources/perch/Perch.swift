import Commands

@main
struct Perch {
    static func main() {
        PerchCommand.start()
    }
}
