import Commands

@main
struct Perch {
    static func main() async {
        await PerchCommand.main()
    }
}
