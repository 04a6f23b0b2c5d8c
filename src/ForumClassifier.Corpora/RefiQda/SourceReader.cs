using System.Globalization;
using System.Xml.Linq;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>Reads the sources that have a text, and counts every coding of the project once.</summary>
internal sealed class SourceReader(RefiPackage package, RefiUsers users, IReadOnlyDictionary<string, string> codeByGuid, Tally leftOut)
{
    private readonly HashSet<XElement> _read = [];
    private readonly HashSet<((string Guid, int Number) Place, string Code, string Coder)> _different = [];
    private readonly CodingPlaces _places = new();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _guids = new(StringComparer.Ordinal); // keys of the sources that became posts
    private int _unnamed;

    public int DifferentCodings => _different.Count;

    public int DamagedTexts { get; private set; }

    /// <param name="project">The root.</param>
    public IReadOnlyList<TextSource> Read(XElement project)
    {
        var variables = project.Named("Variables").SelectMany(all => all.Named("Variable")).DistinctBy(variable => RefiXml.Key(variable.Text("guid")))
            .ToDictionary(variable => RefiXml.Key(variable.Text("guid")), variable => variable.TextOrEmpty("name"));
        var sets = project.Named("Sets").SelectMany(all => all.Named("Set"))
            .SelectMany(set => set.Named("MemberSource").Select(member => (Source: RefiXml.Key(member.Text("targetGUID")), Set: set.TextOrEmpty("name"))))
            .ToLookup(pair => pair.Source, pair => pair.Set);
        var sources = new List<TextSource>();
        foreach (var element in project.Named("Sources").SelectMany(all => all.Elements()))
        {
            if (TextOf(element) is { } text)
            {
                sources.Add(Read(element, text, variables, sets));
            }
            else
            {
                leftOut.Add(WordsFor(element.Name.LocalName));
            }
        }

        CountOthers(project);
        leftOut.Add("sets of sources without a text", project.Named("Sets").SelectMany(all => all.Named("Set")).Count(set => set.Named("MemberSource").Any() && !IsCarried(set)));
        return sources;
    }

    /// <summary>True for a set that a post or a code is in.</summary>
    private bool IsCarried(XElement set) => set.Named("MemberCode").Any() || set.Named("MemberSource").Any(member => _guids.Contains(RefiXml.Key(member.Text("targetGUID"))));

    /// <summary>The element that holds the text: the source itself, or the text of a PDF.</summary>
    private static XElement? TextOf(XElement source) => source.Name.LocalName switch
    {
        "TextSource" => source,
        "PDFSource" => source.First("Representation"),
        _ => null,
    };

    private TextSource Read(XElement element, XElement holder, IReadOnlyDictionary<string, string> variables, ILookup<string, string> sets)
    {
        var values = PostVariables.Read(element, variables, leftOut);
        var (guid, name) = ((element.Text("guid") ?? "").Trim().Trim('{', '}'), element.TextOrEmpty("name"));
        var given = new[] { values.GetValueOrDefault(PostVariables.PostId), guid, name.Trim() }.FirstOrDefault(candidate => !string.IsNullOrEmpty(candidate))
            ?? FormattableString.Invariant($"source-{++_unnamed}");
        var id = given;
        for (var number = 2; !_ids.Add(id); number++)
        {
            id = FormattableString.Invariant($"{given} ({number})");
        }

        _guids.Add(RefiXml.Key(guid));
        leftOut.Add("descriptions of sources", element.First("Description")?.Value.Trim().Length > 0 ? 1 : 0);
        var text = Text(holder);
        XElement[] places = holder == element ? [element] : [element, holder];
        return new TextSource(
            PostVariables.PostOf(id, name, text?.Text ?? "", values, [.. sets[RefiXml.Key(guid)].Distinct()]),
            text,
            [.. holder.Named("PlainTextSelection").Select(Selection)],
            [.. places.SelectMany(Codings)],
            [.. places.SelectMany(Notes)]);
    }

    private SourceText? Text(XElement holder)
    {
        if (holder.First("PlainTextContent") is { } content)
        {
            return new SourceText(content.Value, HasMark: false, IsDamaged: false);
        }

        var path = holder.Text("plainTextPath");
        var text = string.IsNullOrWhiteSpace(path) || package.Read(path) is not { } bytes ? null : SourceText.Decode(bytes);
        DamagedTexts += text?.IsDamaged == true ? 1 : 0;
        return text;
    }

    private TextSelection Selection(XElement element)
    {
        leftOut.Add("passages without a coding", element.First("Coding") is null ? 1 : 0);
        leftOut.Add("descriptions of passages", element.First("Description")?.Value.Trim().Length > 0 ? 1 : 0);
        return new TextSelection(element.TextOrEmpty("name"), Position(element, "startPosition"), Position(element, "endPosition"), [.. Codings(element)], [.. Notes(element)]);
    }

    private static long Position(XElement element, string attribute) =>
        long.TryParse(element.Text(attribute), NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var position) ? position : -1;

    private IEnumerable<SourceCoding> Codings(XElement place)
    {
        foreach (var coding in place.Named("Coding"))
        {
            _read.Add(coding);
            var key = KeyOf(coding);
            if (!_different.Add(key))
            {
                continue; // the same coding, told twice
            }

            if (codeByGuid.TryGetValue(key.Code, out var code))
            {
                yield return new SourceCoding((coding.Text("guid") ?? "").Trim(), key.Coder, code, PostVariables.Time(coding.Text("creationDateTime")), [.. Notes(coding)]);
            }
            else
            {
                leftOut.Add("codings whose code is not in the codebook");
            }
        }
    }

    /// <summary>What makes codings the same: one place, one code, one coder. Their own guids differ even then.</summary>
    private ((string Guid, int Number) Place, string Code, string Coder) KeyOf(XElement coding) => (
        _places.Of(coding.Parent!), // only the root has none
        RefiXml.Key(coding.First("CodeRef")?.Text("targetGUID")),
        users.Of(coding.Text("creatingUser"), coding.Parent!.Text("creatingUser")));

    private static IEnumerable<string> Notes(XElement element) => element.Named("NoteRef").Select(note => RefiXml.Key(note.Text("targetGUID")));

    /// <summary>Codings elsewhere than on texts: some are the ones read, told for a region too.</summary>
    private void CountOthers(XElement project)
    {
        foreach (var coding in project.Descendants().Where(element => element.Name.LocalName == "Coding" && !_read.Contains(element)))
        {
            if (_different.Add(KeyOf(coding)))
            {
                leftOut.Add($"codings on {WordsFor(coding.Parent?.Name.LocalName ?? "")}");
            }
        }

        foreach (var name in (string[])["Transcript", "Link", "Graph", "Case", "SyncPoint"])
        {
            leftOut.Add(WordsFor(name), project.Descendants().Count(element => element.Name.LocalName == name));
        }
    }

    private static string WordsFor(string element) => element switch
    {
        "PDFSource" => "PDF files without a text",
        "PDFSelection" => "regions of PDF files",
        "PictureSource" => "pictures",
        "PictureSelection" => "regions of pictures",
        "AudioSource" => "audio recordings",
        "AudioSelection" => "times of audio recordings",
        "VideoSource" => "videos",
        "VideoSelection" => "times of videos",
        "Transcript" => "transcripts",
        "TranscriptSelection" => "passages of transcripts",
        "Link" => "links",
        "Graph" => "graphs",
        "Case" => "cases",
        "SyncPoint" => "sync points",
        _ => $"elements {element}",
    };
}
