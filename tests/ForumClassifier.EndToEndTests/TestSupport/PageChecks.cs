using System.Text.RegularExpressions;

namespace ForumClassifier.EndToEndTests.TestSupport;

/// <summary>What a page of HTML may not do.</summary>
internal static partial class PageChecks
{
    /// <summary>The page runs nothing and loads nothing; it is whole where there is no network.</summary>
    public static void AssertSelfContained(string path)
    {
        var page = File.ReadAllText(path);
        Assert.StartsWith("<!doctype html>", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("</html>", page, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Reference().Matches(page).Select(match => match.Value));
    }

    // Elements that run or load something, and attributes and styles that name something outside the page.
    [GeneratedRegex("""<(script|link|iframe|object|embed|base)\b[^>]*>|\b(src|href|srcset|action|data)\s*=\s*["']?(?!["']?#)[^>\s]*|@import|url\s*\((?!\s*["']?#)[^)]*\)""", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();
}
