using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Codings.Changes;

namespace ForumClassifier.Corpora.Codings.Migrations;

/// <summary>Carries codings over to a newer version of their taxonomy, after its ledger.</summary>
/// <remarks>
/// | what became of a code  | the coding          | looked at again |
/// | ---------------------- | ------------------- | --------------- |
/// | renamed, moved, merged | has its successor   | no              |
/// | split                  | waits for its parts | yes             |
/// | redefined              | keeps it            | yes             |
/// | retired                | loses it            | yes             |
/// A coding that lost all its codes waits; where nothing is left to wait for, it is not written: it never turns into "none of them".
/// </remarks>
public sealed class CodingMigration
{
    private readonly Taxonomy _newest;
    private readonly int _version;
    private readonly Dictionary<int, Crosswalk> _walks = [];
    private readonly Problems _problems = new();
    private readonly HashSet<(string Place, string Problem)> _told = [];
    private readonly List<Recode> _recodes = [];

    private CodingMigration(Taxonomy newest, int version) => (_newest, _version) = (newest, version);

    /// <param name="folder">Of the codings, for messages.</param>
    /// <param name="project">Its codings may be of any earlier versions, each of its own; its taxonomy is not looked at.</param>
    /// <param name="version">Of codings that do not say theirs.</param>
    /// <param name="newest">With a ledger that reaches back to every version of the codings.</param>
    /// <exception cref="LabelledDataException">Codings have versions that the taxonomy does not have yet, or codes that their version did not have.</exception>
    public static Migration Of(string folder, CodingProject project, int version, Taxonomy newest)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(newest);
        return new CodingMigration(newest, version).Carry(folder, project);
    }

    private Migration Carry(string folder, CodingProject project)
    {
        var (codings, notWritten) = (new List<PostCoding>(), new List<PostCoding>());
        foreach (var coding in project.Codings)
        {
            var carried = Carry(coding, Path.Combine(folder, "codings.csv"));
            (carried is null ? notWritten : codings).Add(carried ?? coding);
        }

        var versions = project.Codings.ToDictionary(coding => (coding.PostId, coding.Coder), coding => coding.TaxonomyVersion);
        var (passages, recodes) = (new List<Passage>(), new List<PassageRecode>());
        foreach (var passage in project.Passages)
        {
            var place = Path.Combine(folder, "passages.csv");
            var fate = Find(passage.Code, versions.GetValueOrDefault((passage.PostId, passage.Coder)), place, passage.PostId, passage.Coder);
            if (fate?.Successor is { } successor)
            {
                passages.Add(passage with { Code = successor });
            }

            if (fate is { Successor: null } or { IsRedefined: true })
            {
                recodes.Add(new PassageRecode(passage, CandidatesOf(fate), fate.Reason));
            }
        }

        return _problems.Any
            ? throw new LabelledDataException(folder, _problems.Lines())
            : new Migration(new CodingProject(_newest, project.Posts, codings, passages), _recodes, recodes, codings.Count(coding => coding.Pending.Count > 0), notWritten);
    }

    /// <returns>Null where nothing is left of it.</returns>
    private PostCoding? Carry(PostCoding coding, string place)
    {
        var (codes, pending) = (new List<string>(), new List<string>());
        CodeFate? Of(string code) => Find(code, coding.TaxonomyVersion, place, coding.PostId, coding.Coder);
        foreach (var fate in coding.Codes.Select(Of).OfType<CodeFate>())
        {
            (fate.Successor is null ? pending : codes).AddRange(CandidatesOf(fate));
            if (fate.Successor is null || fate.IsRedefined)
            {
                _recodes.Add(new Recode(coding.PostId, coding.Coder, fate.Code, CandidatesOf(fate), fate.Reason));
            }
        }

        if (coding.Pending.Count > 0)
        {
            string[] waiting = [.. coding.Pending.Select(Of).OfType<CodeFate>().SelectMany(CandidatesOf).Distinct(StringComparer.Ordinal)];
            pending.AddRange(waiting);
            _recodes.Add(new Recode(coding.PostId, coding.Coder, "", waiting, waiting.Length > 0 ? "waits since an earlier change" : "waited since an earlier change; its candidates are retired"));
        }

        var isEmptied = coding.Codes.Count + coding.Pending.Count > 0 && codes.Count + pending.Count == 0;
        return isEmptied
            ? null
            : coding with { Codes = [.. codes.Distinct()], Pending = [.. pending.Distinct().Except(codes)], TaxonomyVersion = _newest.Version };
    }

    private static IReadOnlyList<string> CandidatesOf(CodeFate fate) => fate.Successor is { } successor ? [successor] : fate.Candidates;

    /// <summary>Of a coding with several codes, what is wrong with all of them is said once.</summary>
    private void AddOnce(string place, string problem)
    {
        if (_told.Add((place, problem)))
        {
            _problems.Add(place, problem);
        }
    }

    private CodeFate? Find(string code, int? ownVersion, string path, string post, string coder)
    {
        var version = ownVersion ?? _version;
        var place = $"{path}: post {Shown.Name(post)}, coder {Shown.Name(coder)}";
        if (version > _newest.Version)
        {
            AddOnce(place, FormattableString.Invariant($"The coding is of version {version} of the taxonomy, which is at version {_newest.Version}; name the newest taxonomy."));
            return null;
        }

        if (!_walks.TryGetValue(version, out var walk))
        {
            _walks.Add(version, walk = Crosswalk.Between(_newest, version));
        }

        var fate = walk.Find(code);
        if (fate is null)
        {
            _problems.Add(place, FormattableString.Invariant($"Version {version} of the taxonomy had no code {Shown.Name(code)}, says the ledger; correct the version of the coding, or the ledger."));
        }

        return fate;
    }
}
