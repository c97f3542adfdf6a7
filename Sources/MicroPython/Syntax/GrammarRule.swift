/// A rule of the grammar, under the name and the number that MicroPython gives it (py/grammar.h and py/parse.c,
/// v1.29).
///
/// The number is the low byte of a parse node in guest RAM. Rules that the compiler has a function for come first, so
/// that its table needs no gaps; `const_object` separates them from the rest.
///
/// A `CodingKey` for its `stringValue`: the name of a case, without reflection.
enum GrammarRule: Int, CaseIterable, CodingKey {
    // Rules that the compiler visits.
    case file_input, file_input_2, decorated, funcdef, simple_stmt_2, expr_stmt, testlist_star_expr, del_stmt
    case pass_stmt, break_stmt, continue_stmt, return_stmt, yield_stmt, raise_stmt, import_name, import_from
    case global_stmt, nonlocal_stmt, assert_stmt, async_stmt, if_stmt, while_stmt, for_stmt, try_stmt, with_stmt
    case suite_block_stmts, namedexpr_test, test_if_expr, lambdef, lambdef_nocond, or_test, and_test, not_test_2
    case comparison, star_expr, expr, xor_expr, and_expr, shift_expr, arith_expr, term, factor_2, power
    case atom_expr_await, atom_expr_normal, atom_paren, atom_bracket, atom_brace, trailer_paren, trailer_bracket
    case trailer_period, subscriptlist, subscript_2, subscript_3, testlist, dictorsetmaker_item, classdef
    case yield_expr

    /// A node that holds one finished object: a literal, or the result of folding.
    case const_object

    // Rules that only shape the tree.
    case generic_colon_test, generic_equal_test, single_input, file_input_3, eval_input, eval_input_2, decorator
    case decorators, decorated_body, async_funcdef, funcdefrettype, typedargslist, typedargslist_item
    case typedargslist_name, typedargslist_star, typedargslist_dbl_star, tfpdef, varargslist, varargslist_item
    case varargslist_name, varargslist_star, varargslist_dbl_star, vfpdef, stmt, simple_stmt, small_stmt
    case expr_stmt_2, expr_stmt_augassign, expr_stmt_assign_list, expr_stmt_assign, expr_stmt_6
    case testlist_star_expr_2, annassign, augassign, flow_stmt, raise_stmt_arg, raise_stmt_from, import_stmt
    case import_from_2, import_from_2b, import_from_3, import_as_names_paren, one_or_more_period_or_ellipsis
    case period_or_ellipsis, import_as_name, dotted_as_name, as_name, import_as_names, dotted_as_names
    case dotted_name, name_list, assert_stmt_extra, compound_stmt, async_stmt_2, if_stmt_elif_list, if_stmt_elif
    case try_stmt_2, try_stmt_except_and_more, try_stmt_except, try_stmt_as_name, try_stmt_except_list
    case try_stmt_finally, else_stmt, with_stmt_list, with_item, with_item_as, suite, suite_block
    case namedexpr_test_2, test, test_if_else, test_nocond, not_test, comp_op, comp_op_not_in, comp_op_is
    case comp_op_is_not, shift_op, arith_op, term_op, factor, factor_op, atom_expr, atom_expr_trailers
    case power_dbl_star, atom, atom_2b, testlist_comp, testlist_comp_2, testlist_comp_3, testlist_comp_3b
    case testlist_comp_3c, trailer, `subscript`, subscript_3b, subscript_3c, subscript_3d, sliceop, exprlist
    case exprlist_2, dictorsetmaker, dictorsetmaker_tail, dictorsetmaker_list, dictorsetmaker_list2, classdef_2
    case arglist, arglist_2, arglist_star, arglist_dbl_star, argument, argument_2, argument_3, comp_iter, comp_for
    case comp_if, yield_arg, yield_arg_from

    var description: String { stringValue }
}
