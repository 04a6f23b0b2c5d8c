using System.CommandLine;
using System.CommandLine.Parsing;

namespace ForumClassifier.Cli.Terminal;

/// <summary>What is wrong with a command line, in words for people who know no .NET types.</summary>
internal static class UsageProblem
{
    public static string Describe(ParseError error)
    {
        var result = error.SymbolResult is ArgumentResult argument ? argument.Parent : error.SymbolResult;
        return result is OptionResult { Option: var option, Tokens: [var token] } && Expected(option) is { } expected
            ? $"{option.Name} {token.Value}: Expected {expected}."
            : error.Message;
    }

    // The library's own words are good where a value is any text or one of a list.
    private static string? Expected(Option option)
    {
        var type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        return type.IsEnum ? OneOf([.. Enum.GetNames(type).Select(name => name.ToLowerInvariant())])
            : type == typeof(int) ? "a whole number"
            : type == typeof(double) ? "a number with a decimal point"
            : type == typeof(bool) ? "true or false"
            : null;
    }

    private static string OneOf(string[] values) => $"{string.Join(", ", values[..^1])} or {values[^1]}";
}
