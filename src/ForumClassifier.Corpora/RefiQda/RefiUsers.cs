using System.Xml.Linq;

namespace ForumClassifier.Corpora.RefiQda;

/// <summary>The coders of a project by their guids; two of one name are told apart.</summary>
internal sealed class RefiUsers
{
    private const string Nobody = "unknown";

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public RefiUsers(XElement project)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var user in project.Named("Users").SelectMany(users => users.Named("User")))
        {
            var key = RefiXml.Key(user.Text("guid"));
            var name = new[] { user.Text("name"), user.Text("id"), key }.Select(text => text?.Trim()).FirstOrDefault(text => !string.IsNullOrEmpty(text)) ?? Nobody;
            Names.Add(name);
            var single = name;
            for (var number = 2; !taken.Add(single); number++)
            {
                single = FormattableString.Invariant($"{name} ({number})");
            }

            _names.TryAdd(key, single);
            _places.Add(single, _places.Count);
        }
    }

    /// <summary>As the file has them, in its order.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Where a coder stands among the users; after all of them where it is none.</summary>
    public int PlaceOf(string coder) => _places.GetValueOrDefault(coder, int.MaxValue);

    /// <summary>The coder that the first guid present names; without any, the only user there is.</summary>
    public string Of(params ReadOnlySpan<string?> guids)
    {
        foreach (var guid in guids)
        {
            if (RefiXml.Key(guid) is { Length: > 0 } key)
            {
                return _names.GetValueOrDefault(key, key);
            }
        }

        return _names.Count == 1 ? _names.Values.Single() : Nobody;
    }
}
