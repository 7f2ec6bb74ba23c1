package dev.sluice.validate.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a rule reads.
 *
 * @param fields the names of the fields, or none if it takes the fields as a whole
 * @param conclusions whether it reads the label or the summary
 */
record RuleReads(Set<String> fields, boolean conclusions) {

    static RuleReads of(CelAbstractSyntaxTree tree) {
        List<CelExpr> nodes = CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(node -> node.expr())
                .toList();
        Set<String> fields = new TreeSet<>();
        boolean conclusions = false;
        for (CelExpr node : nodes) {
            if (node.getKind() == Kind.SELECT && isNamed(node.select().operand(), RuleLanguage.FIELDS)) {
                fields.add(node.select().field());
            }
            conclusions |= isNamed(node, RuleLanguage.LABEL) || isNamed(node, RuleLanguage.SUMMARY);
        }
        return new RuleReads(fields, conclusions);
    }

    private static boolean isNamed(CelExpr node, String name) {
        return node.getKind() == Kind.IDENT && node.ident().name().equals(name);
    }
}
