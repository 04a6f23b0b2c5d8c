using System.Xml.Linq;
using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Codings;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>Makes labelled data of a project.</summary>
/// <param name="taxonomy">Whose codes the project's are; null takes the project's own codebook.</param>
internal sealed class ProjectReader(string path, RefiPackage package, Taxonomy? taxonomy)
{
    private readonly Tally _leftOut = new();
    private readonly List<string> _remarks = [];
    private int _inPassages;
    private int _ofWholes;
    private int _withoutPlace;

    public RefiImport Read(RefiUnit unit)
    {
        var root = package.Document.Root!; // a document that was loaded has one
        if (root.Name.LocalName != "Project")
        {
            throw new InputException(path, root.Line(), $"The root of the XML is {Shown.Name(root.Name.LocalName)}.", "Expected 'Project' (a .qdpx or .qde file); a codebook is read by 'taxonomy import'.");
        }

        var details = KeptDetails.Of(path, package.Document);
        var codebook = new CodeTreeReader(details);
        var sets = root.Named("Sets").SelectMany(all => all.Named("Set")).ToList();
        var codes = codebook.Read(root.First("CodeBook"), [.. sets, .. root.First("CodeBook").First("Sets").Named("Set")]);
        var users = new RefiUsers(root);
        var reader = new SourceReader(package, users, codebook.IdByGuid, _leftOut);
        var sources = reader.Read(root);
        var notes = new RefiNotes(root, package, users);
        var origin = root.TextOrEmpty("origin");
        var way = PositionEvidence.Choose(origin, sources);
        var posts = sources.SelectMany(source => unit == RefiUnit.Source ? [BySource(source, way, notes)] : ByPassage(source, way, notes)).ToList();
        Restore(details, posts);
        var own = new Taxonomy(details?.Name ?? RefiCodebook.NameOf(path, root.Text("name")), details?.Version ?? 1, details?.Assignment ?? Assignment.Multiple, codes);
        var project = Open(Match(ProjectOf(own, posts, users)));
        return new RefiImport(project, Report(root, own, codes, sets.Count, users, reader, notes, way, sources, codebook.LeftOut));
    }

    private PostCodings BySource(TextSource source, PositionCount way, RefiNotes notes)
    {
        var post = new PostCodings(source.Post, notes);
        foreach (var (selection, range) in Placed(source, way))
        {
            foreach (var coding in selection.Codings)
            {
                if (range is { } place)
                {
                    post.Add(coding, selection.Notes, place.Start, place.End, selection.Name);
                    _inPassages++;
                }
                else
                {
                    post.Add(coding, selection.Notes);
                    _withoutPlace++;
                }
            }
        }

        return Whole(post, source);
    }

    private List<PostCodings> ByPassage(TextSource source, PositionCount way, RefiNotes notes)
    {
        var posts = new List<PostCodings>();
        foreach (var passage in Placed(source, way).Where(pair => pair.Selection.Codings.Count > 0).GroupBy(pair => pair.Range).OrderBy(group => group.Key?.Start).ThenBy(group => group.Key?.End))
        {
            if (passage.Key is not var (start, end))
            {
                _leftOut.Add("codings on passages that are not in a text", passage.Sum(pair => pair.Selection.Codings.Count));
                continue;
            }

            var post = new PostCodings(source.Post with { Id = FormattableString.Invariant($"{source.Post.Id}:{start}-{end}"), Body = source.Post.Body[start..end] }, notes);
            foreach (var (selection, coding) in passage.SelectMany(pair => pair.Selection.Codings.Select(coding => (pair.Selection, coding))))
            {
                post.Add(coding, selection.Notes, 0, end - start, selection.Name);
                _inPassages++;
            }

            posts.Add(post);
        }

        var whole = Whole(new PostCodings(source.Post, notes), source);
        return whole.HasCodings ? [whole, .. posts] : posts;
    }

    private PostCodings Whole(PostCodings post, TextSource source)
    {
        foreach (var coding in source.Codings)
        {
            post.Add(coding, []);
            _ofWholes++;
        }

        post.AddNotes(source.Notes);
        return post;
    }

    private static List<(TextSelection Selection, (int Start, int End)? Range)> Placed(TextSource source, PositionCount way)
    {
        var offsets = source.Text is null ? null : way.Offsets(source.Text);
        return [.. source.Selections.Select(selection => (selection, source.Text is null ? null : way.Range(source.Text, offsets, selection.Start, selection.End)))];
    }

    private static void Restore(KeptDetails? details, List<PostCodings> posts)
    {
        var byId = posts.ToDictionary(post => post.Post.Id, StringComparer.Ordinal);
        foreach (var kept in details?.Codings ?? [])
        {
            if (byId.TryGetValue(kept.Post, out var post))
            {
                post.Add(kept);
            }
        }
    }

    private static CodingProject ProjectOf(Taxonomy taxonomy, List<PostCodings> posts, RefiUsers users)
    {
        var order = taxonomy.All().Select((code, index) => (code.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal);
        return new CodingProject(
            taxonomy,
            [.. posts.Select(post => post.Post)],
            [.. posts.SelectMany(post => post.Codings(order).OrderBy(coding => users.PlaceOf(coding.Coder)))],
            [.. posts.SelectMany(post => post.Passages)]);
    }

    /// <summary>Gives the codes the ids of the taxonomy.</summary>
    private CodingProject Match(CodingProject project)
    {
        if (taxonomy is null)
        {
            return project;
        }

        var match = new CodeMatch(taxonomy, project.Taxonomy.Codes);
        var unused = match.Unused(project);
        if (unused.Count > 0)
        {
            _remarks.Add(FormattableString.Invariant($"Codes that the taxonomy has not and that nothing was given, left out: {unused.Count} ({Shown.Names(unused, most: 10)})."));
        }

        return match.Apply(path, project);
    }

    /// <summary>Makes headings that have codings codable.</summary>
    private CodingProject Open(CodingProject project)
    {
        var used = project.Codings.SelectMany(coding => coding.Codes).ToHashSet(StringComparer.Ordinal);
        var headings = project.Taxonomy.All().Count(code => !code.Codable && used.Contains(code.Id));
        if (headings > 0)
        {
            _remarks.Add(FormattableString.Invariant($"Codes marked as not codable that have codings, made codable: {headings}."));
        }

        return project with { Taxonomy = project.Taxonomy with { Codes = [.. project.Taxonomy.Codes.Select(code => Opened(code, used))] } };
    }

    private static Code Opened(Code code, HashSet<string> used) => code with
    {
        Codable = code.Codable || used.Contains(code.Id),
        Children = [.. code.Children.Select(child => Opened(child, used))],
    };

    private RefiReport Report(
        XElement root, Taxonomy own, IReadOnlyList<Code> codes, int sets, RefiUsers users, SourceReader reader, RefiNotes notes, PositionCount way, IReadOnlyList<TextSource> sources, IReadOnlyList<RefiCount> codebook)
    {
        _leftOut.Add("notes that no coding of their writer takes", notes.Count - notes.Carried);
        foreach (var count in codebook)
        {
            _leftOut.Add(count.What, count.Count);
        }

        if (reader.DamagedTexts > 0)
        {
            _remarks.Add(FormattableString.Invariant($"Texts with bytes that are no UTF-8, replaced: {reader.DamagedTexts}."));
        }

        var elements = root.Descendants().ToList();
        var internals = elements.SelectMany(element => element.Attributes())
            .Where(attribute => attribute.Name.LocalName is "plainTextPath" or "richTextPath" or "path" && attribute.Value.StartsWith("internal:", StringComparison.OrdinalIgnoreCase))
            .Select(attribute => attribute.Value).ToList();
        return new RefiReport(
            root.TextOrEmpty("origin"),
            way.ToString(),
            own.All().Count(),
            codes.Select(RefiCodebookImport.Levels).DefaultIfEmpty(0).Max(),
            codes.SelectMany(All).Count(code => !code.Codable),
            sets,
            users.Names,
            Counted(root.Named("Sources").SelectMany(all => all.Elements()), _ => true),
            Counted(elements, name => name.EndsWith("Selection", StringComparison.Ordinal)),
            elements.Count(element => element.Name.LocalName == "Coding"),
            reader.DifferentCodings,
            _inPassages,
            _ofWholes,
            _withoutPlace,
            notes.Count,
            notes.Carried,
            internals.Count,
            internals.Count(reference => !package.Has(reference)),
            [.. sources.Where(source => source.Text is null).Select(source => source.Post.Id)],
            _remarks,
            _leftOut.Counts());
    }

    private static IEnumerable<Code> All(Code code) => [code, .. code.Children.SelectMany(All)];

    private static IReadOnlyList<RefiCount> Counted(IEnumerable<XElement> elements, Func<string, bool> counts)
    {
        var tally = new Tally();
        foreach (var name in elements.Select(element => element.Name.LocalName).Where(counts))
        {
            tally.Add(name);
        }

        return tally.Counts();
    }
}
