/// Names of musical notes, equal temperament, A4 = 440 Hz.
enum Note {
    private static let names = ["A", "A#", "B", "C", "C#", "D", "D#", "E", "F", "F#", "G", "G#"]
    /// Twelfth and twenty-fourth root of two: a semitone, and half of one.
    private static let semitone = 1.0594630943592953
    private static let quarterTone = 1.029302236643492

    /// The nearest note, empty outside of hearing.
    static func name(_ hertz: Double) -> String {
        guard hertz >= 20, hertz <= 20_000 else { return "" }
        var steps = 0
        var pitch = hertz / 440
        while pitch >= quarterTone {
            pitch /= semitone
            steps += 1
        }
        while pitch < 1 / quarterTone {
            pitch *= semitone
            steps -= 1
        }
        // Octaves begin at C, three semitones above A.
        let fromC0 = steps + 57
        let index = ((steps % 12) + 12) % 12
        return names[index] + "\(fromC0 / 12)"
    }
}
