namespace ForumClassifier.Corpora.Codings;

/// <summary>All problems of labelled data, in the order they were met.</summary>
internal sealed class CodingProblems
{
    private readonly List<CodingProblem> _all = [];

    public IReadOnlyList<CodingProblem> All => _all;

    public bool Any => _all.Count > 0;

    public void Add(CodingProblemKind kind, string place, string text) => _all.Add(new CodingProblem(kind, place, text));

    public void Add(CodingProblemKind kind, string path, long line, string text) => Add(kind, FormattableString.Invariant($"{path}({line})"), text);

    /// <exception cref="LabelledDataException">There is a problem; the message lists the first of them.</exception>
    public void ThrowIfAny(string path)
    {
        if (!Any)
        {
            return;
        }

        var problems = new Problems();
        foreach (var problem in _all)
        {
            problems.Add(problem.Place, problem.Text);
        }

        throw new LabelledDataException(path, problems.Lines());
    }
}
