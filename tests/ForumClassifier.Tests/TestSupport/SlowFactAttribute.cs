using System.Runtime.CompilerServices;
using Xunit.v3;

namespace ForumClassifier.Tests.TestSupport;

/// <summary>A test that takes longer than a few seconds: <c>dotnet test</c> leaves it out, <c>dotnet test -- --explicit only</c> runs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlowFactAttribute : FactAttribute, ITraitAttribute
{
    public SlowFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) => Explicit = true;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Category", "Slow")];
}
