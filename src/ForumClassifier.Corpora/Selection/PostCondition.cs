using System.Globalization;
using System.Text.RegularExpressions;
using ForumClassifier.Corpora.Conversion;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Corpora.Selection;

/// <summary>What must hold of a column, such as <c>created_at &gt;= 2024-01-01</c>.</summary>
/// <param name="Column">Of a table, one of its own; else a field of posts, named as <c>corpus convert</c> writes it.</param>
/// <param name="Operator">One of <see cref="Operators"/>.</param>
/// <param name="Value">As written, without the white space around it; may be empty.</param>
public sealed partial record PostCondition(string Column, string Operator, string Value)
{
    public const string Operators = "=, !=, <, <=, >, >= or contains";

    /// <summary>True where times are to be put in order before or after something that is no time: what was meant would be compared letter by letter.</summary>
    /// <remarks>The beginning of a time, such as <c>2024-03</c>, has its place among times written in full.</remarks>
    public bool AsksForNoTime => Column == PostFields.CreatedAt && Operator is "<" or "<=" or ">" or ">=" && !BeginningOfTime().IsMatch(Value) && PostTime.Parse(Value) is null;

    /// <summary>True where there is no value and the operator needs one: every text contains nothing.</summary>
    public bool AsksForNothing => Value.Length == 0 && Operator is not ("=" or "!=") && !AsksForNoTime;

    /// <summary>The condition that a text says, or null where it is none.</summary>
    public static PostCondition? Parse(string text)
    {
        var match = Expression().Match(text);
        return match.Success ? new PostCondition(match.Groups["column"].Value, match.Groups["operator"].Value, match.Groups["value"].Value) : null;
    }

    /// <summary>Compares as numbers where both are, as times where both are, else as ordinal text.</summary>
    /// <param name="text">What stands in the column; null counts as empty. An empty one is neither smaller nor greater than anything.</param>
    public bool Holds(string? text)
    {
        text ??= "";
        if (Operator == "contains")
        {
            return text.Contains(Value, StringComparison.Ordinal);
        }

        if (text.Length == 0 && Operator is not ("=" or "!="))
        {
            return false;
        }

        var order = Compare(text.Trim(), Value);
        return Operator switch
        {
            "=" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    public override string ToString() => $"{Column} {Operator} {Value}";

    private static int Compare(string a, string b)
    {
        if (Number(a) is { } left && Number(b) is { } right)
        {
            return left.CompareTo(right);
        }

        return PostTime.Parse(a) is { } earlier && PostTime.Parse(b) is { } later ? earlier.CompareTo(later) : string.CompareOrdinal(a, b);
    }

    private static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^\s*(?<column>[^=!<>\s][^=!<>]*?)(\s*(?<operator>!=|<=|>=|=|<|>)|\s+(?<operator>contains)(?=\s|$))\s*(?<value>.*?)\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\A[0-9]{4}(-(0[1-9]|1[0-2]))?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex BeginningOfTime();
}
