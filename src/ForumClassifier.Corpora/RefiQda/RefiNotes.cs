using System.Xml.Linq;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>The notes of a project by the keys of their guids, and which of them found a coding.</summary>
internal sealed class RefiNotes
{
    /// <summary>Name of the note by which a coder says that no code fits: the format has no coding without a code.</summary>
    public const string NoneName = "None of the codes";

    /// <summary>Its text where the coder said no more; the format wants one.</summary>
    public const string NoneText = "None of the codes fits.";

    private readonly Dictionary<string, RefiNote> _notes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _carried = new(StringComparer.Ordinal);

    public RefiNotes(XElement project, RefiPackage package, RefiUsers users)
    {
        foreach (var element in project.Named("Notes").SelectMany(notes => notes.Named("Note")))
        {
            Count++;
            var name = element.TextOrEmpty("name");
            var text = element.First("PlainTextContent")?.Value
                ?? (element.Text("plainTextPath") is { Length: > 0 } path && package.Read(path) is { } bytes ? SourceText.Decode(bytes).Text : "");
            var isNone = name == NoneName;
            var writer = RefiXml.Key(element.Text("creatingUser")).Length > 0 ? users.Of(element.Text("creatingUser")) : null;
            _notes.TryAdd(RefiXml.Key(element.Text("guid")), new RefiNote(writer, isNone && text == NoneText ? "" : text, isNone, PostVariables.Time(element.Text("creationDateTime"))));
        }
    }

    public int Count { get; }

    public int Carried => _carried.Count;

    public RefiNote? Find(string key) => _notes.GetValueOrDefault(key);

    public void Carry(string key) => _carried.Add(key);
}
