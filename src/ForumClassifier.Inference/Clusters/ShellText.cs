using System.Text.RegularExpressions;

namespace ForumClassifier.Inference.Clusters;

/// <summary>Words of a shell's command line.</summary>
public static partial class ShellText
{
    /// <summary>Each argument as one word that the shell takes literally.</summary>
    public static string Quote(params IEnumerable<string> arguments) =>
        string.Join(' ', arguments.Select(argument => Plain().IsMatch(argument) ? argument : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'"));

    [GeneratedRegex(@"^[A-Za-z0-9_@%+=:,./-]+$")]
    private static partial Regex Plain();
}
