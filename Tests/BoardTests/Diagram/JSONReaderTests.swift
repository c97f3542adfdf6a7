import Testing

@testable import Board

@Suite struct JSONReaderTests {
    private func read(_ text: String) throws -> (value: JSONValue, notes: [String]) {
        var reader = JSONReader(Array(text.utf8))
        let value = try reader.read()
        return (value, reader.notes.map(\.words))
    }

    @Test func readsEveryKindOfValue() throws {
        let value = try read("\u{FEFF}{\"a\": [1, -2.5e1, true, false, null, \"\\u00e4\\n\\ud83d\\ude00\"], \"b\": {}}")
            .value
        let list = try #require(value["a"]?.list)
        #expect(list[0].number == 1 && list[1].number == -25 && list[2].flag == true && list[3].flag == false)
        #expect(list[5].word == "ä\n😀")
        #expect(value["b"]?.entries?.isEmpty == true && value["c"] == nil)
    }

    @Test func aNumberThatIsTooLargeIsNone() throws {
        let value = try read("[1e400, -1e400, 1]").value
        #expect(value.list?.map(\.number) == [nil, nil, 1] && value.list?[0].word == "1e400")
    }

    @Test func sixteenBitTextSaysWhatToDo() {
        var reader = JSONReader([0xFF, 0xFE, 0x7B, 0x00])
        #expect { try reader.read() } throws: {
            ($0 as? JSONReader.Failure)?.words == "this is UTF-16; save the file as UTF-8"
        }
    }

    @Test func ofEqualKeysTheLastCounts() throws {
        #expect(try read("{\"a\": 1, \"a\": 2}").value["a"]?.number == 2)
    }

    @Test func commentsAndCommasAreForgiven() throws {
        let (value, notes) = try read("// a\n{ \"a\": [1, 2, ], /* b */ \"c\": 3 } }")
        #expect(value["a"]?.list?.count == 2)
        #expect(notes == ["a comma with nothing behind it", "text after the end of the diagram is passed over"])
    }

    @Test(arguments: [
        ("", "the file is empty"), ("{", "the file ends where a name in double quotes is expected"),
        ("{'a': 1}", "a single quote where a name in double quotes is expected"),
        ("\0", "the byte 0x0 where a value is expected"),
        ("{\"a\" 1}", "'1' where ':' is expected"), ("[1 2]", "'2' where ',' or ']' is expected"),
        ("[\"a", "a text without a closing quote"), ("[1.2.3]", "'1.2.3' is no number"),
        ("nul", "'n' where a value is expected"),
        ("[\"\\q\"]", "an unknown escape in a text"), ("/* x", "a comment without an end"),
        (String(repeating: "[", count: 101), "more than 100 brackets deep"),
    ])
    func whatIsNoJSONSaysWhy(text: String, words: String) {
        var reader = JSONReader(Array(text.utf8))
        #expect { try reader.read() } throws: { ($0 as? JSONReader.Failure)?.words == words }
    }
}
