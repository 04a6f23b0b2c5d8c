using ForumClassifier.Modeling.Native;

namespace ForumClassifier.Tests.TestSupport;

/// <summary>For classes whose tests use torch: it is loaded before the first of them.</summary>
public sealed class NativeTorchFixture
{
    public NativeTorchFixture() => NativeTorch.Load();
}
