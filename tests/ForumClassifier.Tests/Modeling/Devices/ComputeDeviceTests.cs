using ForumClassifier.Modeling.Devices;
using ForumClassifier.Tests.TestSupport;
using TorchSharp;

namespace ForumClassifier.Tests.Modeling.Devices;

public class ComputeDeviceTests : IClassFixture<NativeTorchFixture>
{
    private const string Remedy = "Use --device cpu, or a build with TorchBackend=cuda or --libtorch with a CUDA PyTorch on a machine with a card.";

    [Theory]
    [InlineData("auto", 0, null)]
    [InlineData("auto", 2, 0)]
    [InlineData("cpu", 0, null)]
    [InlineData("cpu", 2, null)]
    [InlineData("cuda", 1, 0)]
    [InlineData("cuda:0", 1, 0)]
    [InlineData("cuda:1", 2, 1)]
    public void Names_find_their_device(string name, int cards, int? card) => Assert.Equal(card, ComputeDevice.Choose(name, cards));

    [Theory]
    [InlineData("cuda", 0, "No CUDA device was found; there is the CPU.")]
    [InlineData("cuda:0", 0, "No CUDA device was found; there is the CPU.")]
    [InlineData("cuda:1", 1, "Found was 1 CUDA device, cuda:0.")]
    [InlineData("cuda:2", 2, "Found were 2 CUDA devices, cuda:0 to cuda:1.")]
    public void A_card_that_is_not_there_is_said(string name, int cards, string problem) =>
        Assert.Equal($"--device {name}: {problem} {Remedy}", Assert.Throws<DeviceException>(() => ComputeDevice.Choose(name, cards)).Message);

    [Theory]
    [InlineData("gpu")]
    [InlineData("CUDA")]
    [InlineData("")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda: 1")]
    [InlineData("cuda:1x")]
    [InlineData("cuda:99999999999")]
    public void What_is_no_device_is_said(string name) =>
        Assert.Equal($"--device {name}: There is no device of this name. Expected auto, cpu, cuda or cuda:N.", Assert.Throws<DeviceException>(() => ComputeDevice.Choose(name, cudaCount: 2)).Message);

    [Fact]
    public void Without_a_count_torch_is_asked() =>
        Assert.Equal(torch.cuda.is_available() ? DeviceType.CUDA : DeviceType.CPU, ComputeDevice.Find("auto").type);
}
