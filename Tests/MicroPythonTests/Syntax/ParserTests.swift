import Testing

@testable import MicroPython

/// Trees, as the reference's parser prints them for the same source (micropython32 built to print its parse tree).
@Suite struct ParserTests {
    static let statementsTrees: [(String, String)] = [
        (
            "",
            "(file_input _)"
        ),
        (
            "\n\n",
            "newline"
        ),
        (
            "pass\n",
            "(pass_stmt)"
        ),
        (
            "@d.e(1)\nclass C(B):\n    pass\n",
            "(decorated (decorator (dotted_name d e) (trailer_paren 1)) (classdef C B (pass_stmt) _))"
        ),
        (
            "async def f():\n    await g()\n    async with a as b: pass\n",
            "(async_stmt (funcdef f _ _ (suite_block_stmts (expr_stmt (atom_expr_await g "
                + "(trailer_paren _)) _) (async_stmt (with_stmt (with_item a b) (pass_stmt)))) _))"
        ),
        (
            "if a: b\nelif c: d\nelse: e\n",
            "(if_stmt a (expr_stmt b _) (if_stmt_elif c (expr_stmt d _)) (expr_stmt e _))"
        ),
        (
            "for i, j in x: pass\nelse: y\n",
            "(for_stmt (exprlist i j) x (pass_stmt) (expr_stmt y _))"
        ),
        (
            "try: a\nexcept E as e: b\nfinally: c\n",
            "(try_stmt (expr_stmt a _) (try_stmt_except_and_more (try_stmt_except (try_stmt_as_name "
                + "E e) (expr_stmt b _)) _ (try_stmt_finally (expr_stmt c _))))"
        ),
        (
            "from . import a as b, c\nfrom ..d import *\nimport e.f as g\n",
            "(file_input_2 (import_from period (import_as_names (import_as_name a b) "
                + "(import_as_name c _))) (import_from (import_from_2b (one_or_more_period_or_ellipsis "
                + "period period) d) opStar) (import_name (dotted_as_name (dotted_name e f) g)))"
        ),
        (
            "if (n := f()): pass\n",
            "(if_stmt (namedexpr_test n (atom_expr_normal f (trailer_paren _))) (pass_stmt) _ _)"
        ),
        (
            "del a, b\nglobal c\n",
            "(file_input_2 (del_stmt (exprlist a b)) (global_stmt c))"
        ),
        (
            "with a as b, c: d; e\n",
            "(with_stmt (with_stmt_list (with_item a b) c) (simple_stmt_2 (expr_stmt d _) (expr_stmt e _)))"
        ),
        (
            "assert a, b\nraise E from f\n",
            "(file_input_2 (assert_stmt a b) (raise_stmt (raise_stmt_arg E f)))"
        ),
    ]

    static let expressionsTrees: [(String, String)] = [
        (
            "x = 1\n",
            "(expr_stmt x 1)"
        ),
        (
            "a + b * 3 - c\n",
            "(expr_stmt (arith_expr a opPlus (term b opStar 3) opMinus c) _)"
        ),
        (
            "x = ()\n",
            "(expr_stmt x (atom_paren _))"
        ),
        (
            "x = (y,)\n",
            "(expr_stmt x (atom_paren (testlist_comp y)))"
        ),
        (
            "x = (y, 2, 3)\n",
            "(expr_stmt x (atom_paren (testlist_comp y 2 3)))"
        ),
        (
            "x = [1, 2]\n",
            "(expr_stmt x (atom_bracket (testlist_comp 1 2)))"
        ),
        (
            "x = (i for i in y)\n",
            "(expr_stmt x (atom_paren (testlist_comp i (comp_for i y _ _))))"
        ),
        (
            "x[1:2, ::3]\n",
            "(expr_stmt (atom_expr_normal x (trailer_bracket (subscriptlist (subscript_2 1 "
                + "(subscript_3 2)) (subscript_3 (subscript_3c 3))))) _)"
        ),
        (
            "lambda a, *b: a\n",
            "(expr_stmt (lambdef (varargslist a (varargslist_star b)) a _) _)"
        ),
        (
            "a = b = c\n",
            "(expr_stmt a (expr_stmt_assign_list b c))"
        ),
        (
            "x += 1\n",
            "(expr_stmt x (expr_stmt_augassign plusEqual 1))"
        ),
        (
            "x = {1: 2}\ny = {1, 2}\n",
            "(file_input_2 (expr_stmt x (atom_brace (dictorsetmaker_item 1 2))) (expr_stmt y "
                + "(atom_brace (dictorsetmaker 1 (dictorsetmaker_list 2)))))"
        ),
        (
            "a < b <= c is not d not in e\n",
            "(expr_stmt (comparison a opLess b opLessEqual c (comp_op_is (comp_op_is_not)) d "
                + "(comp_op_not_in) e) _)"
        ),
        (
            "print(*a, **b, c=1)\n",
            "(expr_stmt (atom_expr_normal print (trailer_paren (arglist (arglist_star a) "
                + "(arglist_dbl_star b) (argument c 1)))) _)"
        ),
        (
            "yield_ = (yield a)\nyield from b\n",
            "(file_input_2 (expr_stmt yield_ (yield_expr a)) (yield_stmt (yield_expr (yield_arg_from b))))"
        ),
        (
            "return_ = [a for b in c if d]\n",
            "(expr_stmt return_ (atom_bracket (testlist_comp a (comp_for b c (comp_if d _) _))))"
        ),
        (
            "x = ...\n",
            "(expr_stmt x ellipsis)"
        ),
        (
            "a @ b ** c\n",
            "(expr_stmt (term a opAt (power b c)) _)"
        ),
        (
            "x = __debug__\n",
            "(expr_stmt x kwTrue)"
        ),
    ]

    static let constantsTrees: [(String, String)] = [
        (
            "-5\nx = -5\n",
            "(file_input_2 (pass_stmt) (expr_stmt x -5))"
        ),
        (
            "x = 1 + 2 * 3 - 4 // 3 << 2\n",
            "(expr_stmt x 24)"
        ),
        (
            "x = 1 + 2 + y\n",
            "(expr_stmt x (arith_expr 1 opPlus 2 opPlus y))"
        ),
        (
            "x = (1, 'a', None)\n",
            "(expr_stmt x <(1, 'a', None)>)"
        ),
        (
            "x = 1,\n",
            "(expr_stmt x <(1,)>)"
        ),
        (
            "X = const(5)\nprint(X)\n",
            "(file_input_2 (expr_stmt X 5) (expr_stmt (atom_expr_normal print (trailer_paren 5)) _))"
        ),
        (
            "_X = const(5)\nprint(_X)\n",
            "(file_input_2 (pass_stmt) (expr_stmt (atom_expr_normal print (trailer_paren 5)) _))"
        ),
        (
            "X: int = const(3)\nX\n",
            "(file_input_2 (expr_stmt X 3) (pass_stmt))"
        ),
        (
            "x = not 1 or y and True and z\n",
            "(expr_stmt x (and_test y z))"
        ),
        (
            "x = 0 or 0.0 or a\n",
            "(expr_stmt x a)"
        ),
        (
            "'a doc string'\nx\n",
            "(file_input_2 (pass_stmt) (expr_stmt x _))"
        ),
        (
            "def f(a, b=1, *c, **d) -> int:\n    'doc string'\n    return a\n",
            "(funcdef f (typedargslist a (typedargslist_name b _ 1) (typedargslist_star (tfpdef c "
                + "_)) (typedargslist_dbl_star d _)) int (suite_block_stmts (pass_stmt) (return_stmt a)) "
                + "_)"
        ),
        (
            "f'{x} {y!r:>{w}}' 'z'\n",
            "(expr_stmt (atom_expr_normal <'{} {!r:>{}}z'> (atom_expr_trailers (trailer_period "
                + "format) (trailer_paren (arglist x y w)))) _)"
        ),
        (
            "x = 'longer than ten' 'characters'\ny = b'b'\n",
            "(file_input_2 (expr_stmt x <'longer than tencharacters'>) (expr_stmt y <b'b'>))"
        ),
        (
            "1j\nx = 1.5e3\n",
            "(file_input_2 (pass_stmt) (expr_stmt x <1500.0>))"
        ),
        (
            "x = errno.EIO\n",
            "(expr_stmt x 5)"
        ),
    ]

    @Test(arguments: statementsTrees) func statements(source: String, tree: String) {
        #expect(SyntaxGuest().parse(source) == tree)
    }

    @Test(arguments: expressionsTrees) func expressions(source: String, tree: String) {
        #expect(SyntaxGuest().parse(source) == tree)
    }

    @Test(arguments: constantsTrees) func constants(source: String, tree: String) {
        #expect(SyntaxGuest().parse(source) == tree)
    }

    @Test func nestingTakesHeapAndNoHostStack() {
        let depth = 2000
        let source = "x = " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "\n"
        let tree = SyntaxGuest(heapBytes: 4 << 20).parse(source)
        #expect(tree.hasPrefix("(expr_stmt x (atom_bracket (atom_bracket "))
    }

    @Test func aLoneStatementAtThePromptKeepsItsConstant() {
        #expect(SyntaxGuest().parse("'doc'\n", as: .single) == "(expr_stmt 'doc' _)")
    }

    @Test func anExpressionAloneIsWhatEvalTakes() {
        #expect(SyntaxGuest().parse("a + 1\n", as: .eval) == "(eval_input (arith_expr a opPlus 1) (eval_input_2))")
        #expect(SyntaxGuest().parse("a = 1\n", as: .eval) == "SyntaxError: invalid syntax, line 1")
    }

    @Test func withOptimisationDebugIsFalse() {
        #expect(SyntaxGuest().parse("x = __debug__\n", .init(optimisationLevel: 1)) == "(expr_stmt x kwFalse)")
    }

    @Test func lineEndsMayBeCRorCRLF() {
        #expect(SyntaxGuest().parse("a\r\nb\rc\n") == SyntaxGuest().parse("a\nb\nc\n"))
    }

    @Test func theLastLineNeedsNoEnd() {
        #expect(SyntaxGuest().parse("if a:\n  b") == "(if_stmt a (expr_stmt b _) _ _)")
    }
}
