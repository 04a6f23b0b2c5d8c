namespace ForumClassifier.Corpora.Dumps;

/// <summary>The formats by the names that <c>--format</c> takes.</summary>
public static class DumpFormatName
{
    /// <summary>Each file is recognised by what it holds.</summary>
    public const string Auto = "auto";

    private static readonly IReadOnlyDictionary<string, DumpFormat> Formats = new OrderedDictionary<string, DumpFormat>
    {
        ["discourse"] = DumpFormat.Discourse,
        ["github"] = DumpFormat.GitHub,
        ["stackexchange"] = DumpFormat.StackExchange,
        ["table"] = DumpFormat.Table,
    };

    /// <summary><see cref="Auto"/> and the name of each format.</summary>
    public static IReadOnlyList<string> All { get; } = [Auto, .. Formats.Keys];

    /// <summary>The format of a name of <see cref="All"/>; null for <see cref="Auto"/>.</summary>
    public static DumpFormat? Parse(string name) => name == Auto ? null : Formats[name];

    /// <summary>The name of a format.</summary>
    public static string Of(DumpFormat format) => Formats.First(entry => entry.Value == format).Key;
}
