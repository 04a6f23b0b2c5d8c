using System.Globalization;
using System.Xml;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Codings;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>Writes labelled data as the XML of a project, in the order that the schema wants.</summary>
internal sealed class ProjectWriter
{
    private const string Space = RefiXml.ProjectNamespace;

    private readonly CodingProject _project;
    private readonly XmlWriter _xml;
    private readonly bool _inline;
    private readonly RefiGuids _guids;
    private readonly Dictionary<string, string> _sourceNames;
    private readonly ILookup<string, PostCoding> _codings;
    private readonly ILookup<string, Passage> _passages;

    /// <param name="inline">True for a bare project, which holds the texts itself; false where they lie beside it.</param>
    public ProjectWriter(CodingProject project, XmlWriter xml, bool inline)
    {
        (_project, _xml, _inline) = (project, xml, inline);
        _guids = new RefiGuids(project.Taxonomy);
        _codings = project.Codings.OrderBy(coding => coding.Coder, StringComparer.Ordinal).ToLookup(coding => coding.PostId, StringComparer.Ordinal);
        _passages = project.Passages.ToLookup(passage => passage.PostId, StringComparer.Ordinal);
        var titles = project.Posts.ToLookup(post => post.Title, StringComparer.Ordinal);
        _sourceNames = project.Posts.ToDictionary(post => post.Id, post => string.IsNullOrWhiteSpace(post.Title) ? post.Id : titles[post.Title].Skip(1).Any() ? $"{post.Title} ({post.Id})" : post.Title, StringComparer.Ordinal);
    }

    /// <summary>The file of a post's text in the folder of sources.</summary>
    public string FileOf(Post post) => $"{SourceGuid(post)}.txt";

    public void Write()
    {
        _xml.WriteStartDocument();
        _xml.WriteProcessingInstruction(KeptDetails.Target, RefiCodebook.DetailsOf(_project.Taxonomy, _guids, Kept()).Format());
        _xml.WriteStartElement("Project", Space);
        Attribute("name", _project.Taxonomy.Name);
        Attribute("origin", RefiCodebook.Origin);
        Section("Users", Coders().Select(coder => (Action)(() => User(coder))));
        var codebook = new CodeTreeWriter(_xml, Space, _guids);
        Section("CodeBook", _project.Taxonomy.Codes.Count > 0 ? [() => codebook.Codes(_project.Taxonomy.Codes)] : []);
        var used = _project.Posts.SelectMany(Variables).Select(variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        Section("Variables", PostVariables.Names.Where(used.Contains).Select(name => (Action)(() => Variable(name))));
        Section("Sources", _project.Posts.Select(post => (Action)(() => Source(post))));
        Section("Notes", _project.Posts.SelectMany(post => Noted(post).Select(coding => (Action)(() => Note(coding)))));
        codebook.Sets(_project.Taxonomy, "targetGUID");
        _xml.WriteEndElement();
    }

    private IEnumerable<(string Name, string Value)> Variables(Post post) => PostVariables.Of(post, _sourceNames[post.Id]);

    private string[] Coders() => [.. _project.Codings.Select(coding => coding.Coder).Concat(_project.Passages.Select(passage => passage.Coder)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private List<KeptDetails.OfCoding> Kept() =>
    [
        .. _project.Codings.Where(coding => coding.Pending.Count > 0 || coding.TaxonomyVersion is not null)
            .Select(coding => new KeptDetails.OfCoding(coding.PostId, coding.Coder, coding.Pending, coding.TaxonomyVersion, coding.CodedAt)),
    ];

    private void User(string coder)
    {
        _xml.WriteStartElement("User", Space);
        Attribute("guid", UserGuid(coder));
        Attribute("name", coder);
        _xml.WriteEndElement();
    }

    private void Variable(string name)
    {
        _xml.WriteStartElement("Variable", Space);
        Attribute("guid", _guids.Of("variable", name));
        Attribute("name", name);
        Attribute("typeOfVariable", name == PostVariables.CreatedAt ? "DateTime" : "Text");
        _xml.WriteEndElement();
    }

    private void Source(Post post)
    {
        _xml.WriteStartElement("TextSource", Space);
        Attribute("guid", SourceGuid(post));
        Attribute("name", _sourceNames[post.Id]);
        if (_inline)
        {
            _xml.WriteElementString("PlainTextContent", Space, RefiXml.Clean(post.Body));
        }
        else
        {
            Attribute("plainTextPath", $"internal://{FileOf(post)}");
        }

        var times = _codings[post.Id].ToDictionary(coding => coding.Coder, coding => coding.CodedAt, StringComparer.Ordinal);
        var placed = _passages[post.Id].Select(passage => (passage.Coder, passage.Code)).ToHashSet();
        Selections(post, times);
        foreach (var coding in _codings[post.Id])
        {
            foreach (var code in coding.Codes.Where(code => !placed.Contains((coding.Coder, code)))) // a passage says it already
            {
                Coding(_guids.Of("coding", post.Id, coding.Coder, code), coding.Coder, code, coding.CodedAt);
            }
        }

        foreach (var coding in Noted(post))
        {
            _xml.WriteStartElement("NoteRef", Space);
            Attribute("targetGUID", NoteGuid(coding));
            _xml.WriteEndElement();
        }

        foreach (var (name, value) in Variables(post))
        {
            Value(name, value);
        }

        _xml.WriteEndElement();
    }

    /// <summary>Passages that follow one another with the same range and name share a selection, each of its coder's codes once.</summary>
    private void Selections(Post post, Dictionary<string, DateTimeOffset?> times)
    {
        var points = new CodePoints(post.Body);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        Passage? last = null;
        var given = new HashSet<(string Coder, string Code)>();
        foreach (var passage in _passages[post.Id])
        {
            if (last is null || (passage.Start, passage.End, passage.Name) != (last.Start, last.End, last.Name) || given.Contains((passage.Coder, passage.Code)))
            {
                if (last is not null)
                {
                    _xml.WriteEndElement();
                }

                given.Clear();
                _xml.WriteStartElement("PlainTextSelection", Space);
                Attribute("guid", Counted(counts, "selection", post.Id, Number(passage.Start), Number(passage.End), passage.Name));
                if (passage.Name.Length > 0)
                {
                    Attribute("name", passage.Name);
                }

                Attribute("startPosition", Number(points.Before(passage.Start)));
                Attribute("endPosition", Number(points.Before(passage.End)));
                Attribute("creatingUser", UserGuid(passage.Coder));
            }

            var own = Counted(counts, "passage", post.Id, Number(passage.Start), Number(passage.End), passage.Coder, passage.Code);
            Coding(StableGuid.IsGuid(passage.GlobalId) ? passage.GlobalId : own, passage.Coder, passage.Code, times.GetValueOrDefault(passage.Coder));
            given.Add((passage.Coder, passage.Code));
            last = passage;
        }

        if (last is not null)
        {
            _xml.WriteEndElement();
        }
    }

    private void Coding(string guid, string coder, string code, DateTimeOffset? at)
    {
        _xml.WriteStartElement("Coding", Space);
        Attribute("guid", guid);
        Attribute("creatingUser", UserGuid(coder));
        if (at is { } time)
        {
            Attribute("creationDateTime", PostVariables.Format(time));
        }

        _xml.WriteStartElement("CodeRef", Space);
        Attribute("targetGUID", _guids.OfCode(code));
        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private IEnumerable<PostCoding> Noted(Post post) => _codings[post.Id].Where(coding => coding.Note.Length > 0 || IsNone(coding));

    private bool IsNone(PostCoding coding) =>
        coding is { Codes.Count: 0, Pending.Count: 0 } && !_passages[coding.PostId].Any(passage => passage.Coder == coding.Coder);

    private void Note(PostCoding coding)
    {
        _xml.WriteStartElement("Note", Space);
        Attribute("guid", NoteGuid(coding));
        Attribute("name", IsNone(coding) ? RefiNotes.NoneName : "Note");
        Attribute("creatingUser", UserGuid(coding.Coder));
        if (coding.CodedAt is { } time)
        {
            Attribute("creationDateTime", PostVariables.Format(time));
        }

        _xml.WriteElementString("PlainTextContent", Space, coding.Note.Length > 0 ? RefiXml.Clean(coding.Note) : RefiNotes.NoneText);
        _xml.WriteEndElement();
    }

    private void Value(string name, string value)
    {
        _xml.WriteStartElement("VariableValue", Space);
        _xml.WriteStartElement("VariableRef", Space);
        Attribute("targetGUID", _guids.Of("variable", name));
        _xml.WriteEndElement();
        _xml.WriteElementString(name == PostVariables.CreatedAt ? "DateTimeValue" : "TextValue", Space, RefiXml.Clean(value));
        _xml.WriteEndElement();
    }

    /// <summary>The schema wants no empty lists.</summary>
    private void Section(string name, IEnumerable<Action> items)
    {
        var open = false;
        foreach (var write in items)
        {
            if (!open)
            {
                _xml.WriteStartElement(name, Space);
                open = true;
            }

            write();
        }

        if (open)
        {
            _xml.WriteEndElement();
        }
    }

    private void Attribute(string name, string value) => _xml.WriteAttributeString(name, RefiXml.Clean(value));

    private string SourceGuid(Post post) => StableGuid.IsGuid(post.Id) ? post.Id : _guids.Of("source", post.Id);

    private string UserGuid(string coder) => _guids.Of("user", coder);

    private string NoteGuid(PostCoding coding) => _guids.Of("note", coding.PostId, coding.Coder);

    /// <summary>A guid that is another one each time the same things ask for it.</summary>
    private string Counted(Dictionary<string, int> counts, string kind, params ReadOnlySpan<string> parts)
    {
        var first = _guids.Of(kind, parts);
        var count = counts[first] = counts.GetValueOrDefault(first) + 1;
        return count == 1 ? first : _guids.Of(kind, [.. parts, Number(count)]);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
