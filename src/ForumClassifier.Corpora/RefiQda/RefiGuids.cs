using ForumClassifier.Core.Codings;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>The guids of what is written: those that came with it, else stable ones made of the taxonomy's name and the thing's own.</summary>
internal sealed class RefiGuids
{
    private readonly Guid _space;
    private readonly Dictionary<string, string> _codes = new(StringComparer.Ordinal);

    public RefiGuids(Taxonomy taxonomy)
    {
        _space = StableGuid.Of(StableGuid.Program, taxonomy.Name);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var code in taxonomy.All())
        {
            var guid = StableGuid.IsGuid(code.GlobalId) && taken.Add(RefiXml.Key(code.GlobalId)) ? code.GlobalId! : Of("code", code.Id);
            _codes.Add(code.Id, guid);
        }
    }

    /// <exception cref="KeyNotFoundException">The taxonomy has no such code.</exception>
    public string OfCode(string id) => _codes[id];

    /// <param name="parts">Together they name one thing of this kind.</param>
    public string Of(string kind, params ReadOnlySpan<string> parts) =>
        StableGuid.Of(_space, $"{kind}\n{string.Join('\n', parts)}").ToString("D");
}
