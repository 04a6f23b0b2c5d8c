using ForumClassifier.Core.Codings;

namespace ForumClassifier.Tests.Core.Codings.Changes;

/// <summary>Taxonomies that change at random, each version kept as it was: what a ledger tells can be held against them.</summary>
internal sealed class MadeTaxonomies
{
    private readonly Random _random;
    private readonly List<Node> _nodes = [];
    private readonly List<TaxonomyChange> _changes = [];
    private int _ids;

    private MadeTaxonomies(Random random) => _random = random;

    /// <returns>Versions 1 to <paramref name="versions"/>.</returns>
    public static IReadOnlyList<Taxonomy> Next(Random random, int versions)
    {
        var made = new MadeTaxonomies(random);
        for (var i = 0; i < 6; i++)
        {
            made._nodes.Add(new Node(made.NewId(), made.NewName(), i < 3 ? null : made._nodes[random.Next(3)].Id));
        }

        List<Taxonomy> all = [made.Snapshot(1)];
        for (var version = 2; version <= versions; version++)
        {
            for (var i = random.Next(4); i >= 0; i--)
            {
                made.Change(version);
            }

            all.Add(made.Snapshot(version));
        }

        return all;
    }

    private void Change(int version)
    {
        var leaf = Leaf();
        switch ((ChangeKind)_random.Next(7))
        {
            case ChangeKind.Add:
                _nodes.Add(new Node(NewId(), NewName(), _random.Next(3) == 0 ? null : leaf.Id));
                Log(version, ChangeKind.Add, [_nodes[^1].Id], [], null, _nodes[^1].Parent);
                break;
            case ChangeKind.Rename:
                var name = NewName();
                Log(version, ChangeKind.Rename, [leaf.Id], [], leaf.Name, name);
                leaf.Name = name;
                break;
            case ChangeKind.Merge when _nodes.Count > 4:
                Merge(version);
                break;
            case ChangeKind.Split:
                string[] parts = _random.Next(3) == 0 ? [leaf.Id, NewId()] : [NewId(), NewId()];
                _nodes.AddRange(parts.Where(part => part != leaf.Id).Select(part => new Node(part, NewName(), leaf.Parent)));
                _nodes.RemoveAll(node => node == leaf && !parts.Contains(leaf.Id));
                Log(version, ChangeKind.Split, [leaf.Id], parts, null, null);
                break;
            case ChangeKind.Move:
                var to = _random.Next(3) == 0 ? null : _nodes.First(node => node != leaf).Id;
                Log(version, ChangeKind.Move, [leaf.Id], [], leaf.Parent, to);
                leaf.Parent = to;
                break;
            case ChangeKind.Retire when _nodes.Count > 4:
                _nodes.Remove(leaf);
                Log(version, ChangeKind.Retire, [leaf.Id], [], null, null);
                break;
            default:
                Log(version, ChangeKind.Redefine, [leaf.Id], [], null, null);
                break;
        }
    }

    private void Merge(int version)
    {
        var gone = _nodes[_random.Next(_nodes.Count)];
        if (_nodes.FirstOrDefault(node => node != gone && !Above(node).Contains(gone)) is not { } target)
        {
            return; // everything else stands below it
        }

        _nodes.Where(node => node.Parent == gone.Id).ToList().ForEach(node => node.Parent = target.Id);
        _nodes.Remove(gone);
        Log(version, ChangeKind.Merge, _random.Next(2) == 0 ? [gone.Id] : [target.Id, gone.Id], [target.Id], null, null);
    }

    private IEnumerable<Node> Above(Node node) => _nodes.FirstOrDefault(other => other.Id == node.Parent) is { } parent ? [parent, .. Above(parent)] : [];

    private Node Leaf()
    {
        Node[] leaves = [.. _nodes.Where(node => _nodes.All(other => other.Parent != node.Id))];
        return leaves[_random.Next(leaves.Length)];
    }

    private void Log(int version, ChangeKind kind, string[] codes, string[] into, string? from, string? to) =>
        _changes.Add(new TaxonomyChange(version, kind, codes, into, from, to, _random.Next(3) == 0 ? "a note: with [odd] signs" : ""));

    private string NewId() => FormattableString.Invariant($"c{_ids++}");

    private string NewName() => FormattableString.Invariant($"name {_random.Next(1000)}");

    private Taxonomy Snapshot(int version) => new("made", version, _random.Next(2) == 0 ? Assignment.Single : Assignment.Multiple, Tree(null)) { Changes = [.. _changes] };

    private Code[] Tree(string? parent) => [.. _nodes.Where(node => node.Parent == parent).Select(node => new Code(node.Id, node.Name, "") { Children = Tree(node.Id) })];

    private sealed class Node(string id, string name, string? parent)
    {
        public string Id { get; } = id;

        public string Name { get; set; } = name;

        public string? Parent { get; set; } = parent;
    }
}
