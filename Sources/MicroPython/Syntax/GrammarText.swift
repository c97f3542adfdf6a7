/// The grammar of MicroPython 1.29 (facts of py/grammar.h), one rule per line. A line that
/// starts with a blank goes on with the rule above.
///
/// - `name: a b? 'x'`  all of them in order; `?` marks what may be missing
/// - `name: a | b`     the first that matches
/// - `name: a+`        one or more
/// - `name: a % 'x'`   one or more, separated by x;  `%%` allows a last separator
/// - `name ^ ...`      when only one child is there, the child takes the place of the node
/// - `name _ ...`      the node gets one more, empty child, in which the compiler keeps its scope
enum GrammarText {
    static let all = [start, definitions, statements, blocks, expressions, atoms, lists]

    /// The start symbols, and two tails that several rules share.
    static let start = """
        generic_colon_test ^ ':' test
        generic_equal_test ^ '=' test
        single_input : NEWLINE | simple_stmt | compound_stmt
        file_input ^ file_input_2?
        file_input_2 : file_input_3+
        file_input_3 : NEWLINE | stmt
        eval_input ^ testlist eval_input_2?
        eval_input_2 : NEWLINE
        """

    /// Functions and classes.
    static let definitions = """
        decorator : '@' dotted_name trailer_paren? NEWLINE
        decorators : decorator+
        decorated ^ decorators decorated_body
        decorated_body : classdef | funcdef | async_funcdef
        async_funcdef : 'async' funcdef
        funcdef _ 'def' NAME '(' typedargslist? ')' funcdefrettype? ':' suite
        funcdefrettype ^ '->' test
        typedargslist : typedargslist_item %% ','
        typedargslist_item : typedargslist_name | typedargslist_star | typedargslist_dbl_star
        typedargslist_name ^ NAME generic_colon_test? generic_equal_test?
        typedargslist_star : '*' tfpdef?
        typedargslist_dbl_star : '**' NAME generic_colon_test?
        tfpdef : NAME generic_colon_test?
        varargslist : varargslist_item %% ','
        varargslist_item : varargslist_name | varargslist_star | varargslist_dbl_star
        varargslist_name ^ NAME generic_equal_test?
        varargslist_star : '*' vfpdef?
        varargslist_dbl_star : '**' NAME
        vfpdef ^ NAME
        classdef _ 'class' NAME classdef_2? ':' suite
        classdef_2 ^ '(' arglist? ')'
        """

    /// Simple statements.
    static let statements = """
        stmt : compound_stmt | simple_stmt
        simple_stmt ^ simple_stmt_2 NEWLINE
        simple_stmt_2 : small_stmt %% ';'
        small_stmt : del_stmt | pass_stmt | flow_stmt | import_stmt | global_stmt | nonlocal_stmt | assert_stmt |
            expr_stmt
        expr_stmt : testlist_star_expr expr_stmt_2?
        expr_stmt_2 : annassign | expr_stmt_augassign | expr_stmt_assign_list
        expr_stmt_augassign ^ augassign expr_stmt_6
        expr_stmt_assign_list : expr_stmt_assign+
        expr_stmt_assign ^ '=' expr_stmt_6
        expr_stmt_6 : yield_expr | testlist_star_expr
        testlist_star_expr : testlist_star_expr_2 %% ','
        testlist_star_expr_2 : star_expr | test
        annassign : ':' test expr_stmt_assign?
        augassign : '+=' | '-=' | '*=' | '@=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '**=' | '//='
        del_stmt : 'del' exprlist
        pass_stmt : 'pass'
        flow_stmt : break_stmt | continue_stmt | return_stmt | raise_stmt | yield_stmt
        break_stmt : 'break'
        continue_stmt : 'continue'
        return_stmt : 'return' testlist?
        yield_stmt : yield_expr
        raise_stmt : 'raise' raise_stmt_arg?
        raise_stmt_arg ^ test raise_stmt_from?
        raise_stmt_from ^ 'from' test
        import_stmt : import_name | import_from
        import_name : 'import' dotted_as_names
        import_from : 'from' import_from_2 'import' import_from_3
        import_from_2 : dotted_name | import_from_2b
        import_from_2b ^ one_or_more_period_or_ellipsis dotted_name?
        import_from_3 : '*' | import_as_names_paren | import_as_names
        import_as_names_paren ^ '(' import_as_names ')'
        one_or_more_period_or_ellipsis : period_or_ellipsis+
        period_or_ellipsis : '.' | '...'
        import_as_name : NAME as_name?
        dotted_as_name ^ dotted_name as_name?
        as_name ^ 'as' NAME
        import_as_names : import_as_name %% ','
        dotted_as_names : dotted_as_name % ','
        dotted_name : NAME % '.'
        global_stmt : 'global' name_list
        nonlocal_stmt : 'nonlocal' name_list
        name_list : NAME % ','
        assert_stmt : 'assert' test assert_stmt_extra?
        assert_stmt_extra ^ ',' test
        """

    /// Statements that hold a suite.
    static let blocks = """
        compound_stmt : if_stmt | while_stmt | for_stmt | try_stmt | with_stmt | funcdef | classdef | decorated |
            async_stmt
        async_stmt : 'async' async_stmt_2
        async_stmt_2 : funcdef | with_stmt | for_stmt
        if_stmt : 'if' namedexpr_test ':' suite if_stmt_elif_list? else_stmt?
        if_stmt_elif_list : if_stmt_elif+
        if_stmt_elif : 'elif' namedexpr_test ':' suite
        while_stmt : 'while' namedexpr_test ':' suite else_stmt?
        for_stmt : 'for' exprlist 'in' testlist ':' suite else_stmt?
        try_stmt : 'try' ':' suite try_stmt_2
        try_stmt_2 : try_stmt_except_and_more | try_stmt_finally
        try_stmt_except_and_more ^ try_stmt_except_list else_stmt? try_stmt_finally?
        try_stmt_except : 'except' try_stmt_as_name? ':' suite
        try_stmt_as_name ^ test as_name?
        try_stmt_except_list : try_stmt_except+
        try_stmt_finally : 'finally' ':' suite
        else_stmt ^ 'else' ':' suite
        with_stmt : 'with' with_stmt_list ':' suite
        with_stmt_list : with_item % ','
        with_item ^ test with_item_as?
        with_item_as ^ 'as' expr
        suite : suite_block | simple_stmt
        suite_block ^ NEWLINE INDENT suite_block_stmts DEDENT
        suite_block_stmts : stmt+
        """

    /// Expressions, loosest binding first.
    static let expressions = """
        namedexpr_test ^ test namedexpr_test_2?
        namedexpr_test_2 ^ ':=' test
        test : lambdef | test_if_expr
        test_if_expr ^ or_test test_if_else?
        test_if_else : 'if' or_test 'else' test
        test_nocond : lambdef_nocond | or_test
        lambdef _ 'lambda' varargslist? ':' test
        lambdef_nocond _ 'lambda' varargslist? ':' test_nocond
        or_test : and_test % 'or'
        and_test : not_test % 'and'
        not_test : not_test_2 | comparison
        not_test_2 : 'not' not_test
        comparison : expr % comp_op
        comp_op : '<' | '>' | '==' | '<=' | '>=' | '!=' | 'in' | comp_op_not_in | comp_op_is
        comp_op_not_in : 'not' 'in'
        comp_op_is : 'is' comp_op_is_not?
        comp_op_is_not : 'not'
        star_expr : '*' expr
        expr : xor_expr % '|'
        xor_expr : and_expr % '^'
        and_expr : shift_expr % '&'
        shift_expr : arith_expr % shift_op
        shift_op : '<<' | '>>'
        arith_expr : term % arith_op
        arith_op : '+' | '-'
        term : factor % term_op
        term_op : '*' | '@' | '/' | '%' | '//'
        factor : factor_2 | power
        factor_2 ^ factor_op factor
        factor_op : '+' | '-' | '~'
        power ^ atom_expr power_dbl_star?
        atom_expr : atom_expr_await | atom_expr_normal
        atom_expr_await : 'await' atom atom_expr_trailers?
        atom_expr_normal ^ atom atom_expr_trailers?
        atom_expr_trailers : trailer+
        power_dbl_star ^ '**' factor
        """

    /// Atoms, displays, calls and subscripts.
    static let atoms = """
        atom : NAME | INTEGER | FLOAT | STRING | BYTES | '...' | 'None' | 'True' | 'False' | atom_paren |
            atom_bracket | atom_brace
        atom_paren : '(' atom_2b? ')'
        atom_2b : yield_expr | testlist_comp
        atom_bracket : '[' testlist_comp? ']'
        atom_brace : '{' dictorsetmaker? '}'
        testlist_comp ^ testlist_comp_2 testlist_comp_3?
        testlist_comp_2 : star_expr | namedexpr_test
        testlist_comp_3 : comp_for | testlist_comp_3b
        testlist_comp_3b ^ ',' testlist_comp_3c?
        testlist_comp_3c : testlist_comp_2 %% ','
        trailer : trailer_paren | trailer_bracket | trailer_period
        trailer_paren : '(' arglist? ')'
        trailer_bracket : '[' subscriptlist ']'
        trailer_period : '.' NAME
        subscriptlist : subscript %% ','
        subscript : subscript_3 | subscript_2
        subscript_2 ^ test subscript_3?
        subscript_3 : ':' subscript_3b?
        subscript_3b : subscript_3c | subscript_3d
        subscript_3c : ':' test?
        subscript_3d ^ test sliceop?
        sliceop : ':' test?
        """

    /// Lists of expressions and arguments, comprehensions, yield.
    static let lists = """
        exprlist : exprlist_2 %% ','
        exprlist_2 : star_expr | expr
        testlist : test %% ','
        dictorsetmaker ^ dictorsetmaker_item dictorsetmaker_tail?
        dictorsetmaker_item ^ test generic_colon_test?
        dictorsetmaker_tail : comp_for | dictorsetmaker_list
        dictorsetmaker_list : ',' dictorsetmaker_list2?
        dictorsetmaker_list2 : dictorsetmaker_item %% ','
        arglist : arglist_2 %% ','
        arglist_2 : arglist_star | arglist_dbl_star | argument
        arglist_star : '*' test
        arglist_dbl_star : '**' test
        argument ^ test argument_2?
        argument_2 : comp_for | generic_equal_test | argument_3
        argument_3 : ':=' test
        comp_iter : comp_for | comp_if
        comp_for _ 'for' exprlist 'in' or_test comp_iter?
        comp_if : 'if' test_nocond comp_iter?
        yield_expr : 'yield' yield_arg?
        yield_arg : yield_arg_from | testlist
        yield_arg_from : 'from' test
        """
}
