using ForumClassifier.Analysis.Crosswalks;

namespace ForumClassifier.Analysis.Reports;

/// <summary>How codes of different versions of a taxonomy were compared, as <c>crosswalk.csv</c>: <c>side, code, compared_as, reason</c>.</summary>
public static class CrosswalkTable
{
    public static string ToCsv(IEnumerable<ComparedCode> codes) =>
        CsvTable.Of("side,code,compared_as,reason", codes.Select(code => (object?[])[code.Side, code.Code, code.ComparedAs, code.Reason]));
}
