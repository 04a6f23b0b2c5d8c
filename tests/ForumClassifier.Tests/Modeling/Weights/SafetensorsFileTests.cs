using ForumClassifier.Modeling.Weights;
using ForumClassifier.Tests.TestSupport;
using static ForumClassifier.Tests.Modeling.Weights.SafetensorsBytes;
using static TorchSharp.torch;

namespace ForumClassifier.Tests.Modeling.Weights;

public sealed class SafetensorsFileTests : IClassFixture<NativeTorchFixture>, IDisposable
{
    private const string Remedy = "Copy or download the file again.";
    private const string TwoTensors = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"I64","shape":[1,2],"data_offsets":[8,24]}}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_are_read_as_they_lie_in_the_file()
    {
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(Write(Join(TwoTensors, [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 7, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255])));

        Assert.Equal(["a", "b"], file.Names);
        Assert.Equal([1f, -2f], file.Read("a").data<float>());
        Assert.Equal([7L, -1L], file.Read("b").data<long>());
        Assert.Equal([1L, 2L], file.ShapeOf("b"));
        Assert.Throws<KeyNotFoundException>(() => file.Read("c"));
    }

    [Fact]
    public void Order_of_the_header_empty_tensors_scalars_metadata_and_spaces_are_allowed()
    {
        using var scope = NewDisposeScope();
        const string Header = """{"__metadata__":{"format":"pt"},"late":{"dtype":"U8","shape":[1],"data_offsets":[4,5]},"none":{"dtype":"F64","shape":[0,3],"data_offsets":[0,0]},"scalar":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}     """;
        using var file = SafetensorsFile.Open(Write(Join(Header, [0, 0, 0x80, 0x3f, 9])));

        Assert.Equal(9, file.Read("late").item<byte>());
        Assert.Equal(1f, file.Read("scalar").item<float>());
        Assert.Equal([0L, 3L], file.Read("none").shape);
    }

    [Theory]
    [InlineData("bert")]
    [InlineData("hub-style/bert-bf16")]
    [InlineData("hub-style/bert-fp16")]
    public void Floats_are_read_as_torch_converts_them(string folder)
    {
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(Path.Combine(ReferenceData.File("encoders", folder), "model.safetensors"));

        foreach (var name in file.Names.Where(name => file.Read(name).is_floating_point()))
        {
            var expected = file.Read(name).to(ScalarType.Float32).data<float>().ToArray();
            var actual = new float[expected.Length];
            file.ReadFloats(name, actual);

            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Whole_numbers_are_not_read_as_floats()
    {
        using var file = SafetensorsFile.Open(Write(Join(TwoTensors, new byte[24])));

        Assert.EndsWith(": The numbers of 'b' are no floating-point numbers. Copy or download the file again.", Assert.Throws<WeightsException>(() => file.ReadFloats("b", new float[2])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ScalarType.Float64, "F64")]
    [InlineData(ScalarType.Float32, "F32")]
    [InlineData(ScalarType.Float16, "F16")]
    [InlineData(ScalarType.BFloat16, "BF16")]
    [InlineData(ScalarType.Int64, "I64")]
    [InlineData(ScalarType.Int32, "I32")]
    [InlineData(ScalarType.Byte, "U8")]
    [InlineData(ScalarType.Bool, "BOOL")]
    public void Every_number_format_comes_back_as_it_was_written(ScalarType type, string name)
    {
        using var scope = NewDisposeScope();
        var written = tensor(new double[] { 0, 1, 2, 0, 100, 1 }, [2, 3]).to(type);
        var transposed = written.t(); // not contiguous
        SafetensorsWriter.Write(_folder.File("x.safetensors"), [("first", written), ("second.weight", transposed), ("third", written.sum().to(type))]);

        using var file = SafetensorsFile.Open(_folder.File("x.safetensors"));

        Assert.Equal(["first", "second.weight", "third"], file.Names);
        Assert.Equal(written.bytes.ToArray(), file.Read("first").bytes.ToArray());
        Assert.Equal(transposed.contiguous().bytes.ToArray(), file.Read("second.weight").bytes.ToArray());
        Assert.Equal(type, file.Read("first").dtype);
        Assert.Empty(file.ShapeOf("third"));
        var apart = TakeApart(File.ReadAllBytes(file.Path)); // by another reader
        Assert.Equal([("first", name), ("second.weight", name), ("third", name)], apart.Select(tensor => (tensor.Name, tensor.Type)));
        Assert.Equal([3L, 2L], apart[1].Shape);
        Assert.Equal(transposed.contiguous().bytes.ToArray(), apart[1].Data);
    }

    [Fact]
    public void Files_written_say_pt_and_begin_their_data_at_a_multiple_of_eight()
    {
        using var scope = NewDisposeScope();
        SafetensorsWriter.Write(_folder.File("x.safetensors"), [("\"quoted\" – ü", ones(3))]);

        var bytes = File.ReadAllBytes(_folder.File("x.safetensors"));

        Assert.Equal(0, BitConverter.ToInt64(bytes) % 8);
        Assert.Contains("\"__metadata__\":{\"format\":\"pt\"}", System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal("\"quoted\" – ü", TakeApart(bytes).Single().Name);
    }

    [Fact]
    public void Reading_and_writing_leave_no_tensor_behind()
    {
        using var scope = NewDisposeScope();
        var a = ones(4);
        var before = Tensor.TotalCount;
        SafetensorsWriter.Write(_folder.File("x.safetensors"), [("a", a), ("b", a)]);
        using var file = SafetensorsFile.Open(_folder.File("x.safetensors"));
        file.Read("b").Dispose();

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_number_format_that_is_not_known_cannot_be_written()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(_folder.File("x.safetensors"), [("a", zeros(1, ScalarType.ComplexFloat32))]));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}""", 8)] // not closed
    [InlineData("no JSON", 0)]
    [InlineData("", 0)]
    [InlineData("\0\0", 0)]
    [InlineData("[]", 0)]
    [InlineData("null", 0)]
    [InlineData("""{"a":5}""", 0)]
    [InlineData("""{"a":{"shape":[2],"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", 8)]
    [InlineData("""{"a":{"dtype":7,"shape":[2],"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":2,"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":["2"],"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,10]}}""", 10)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":{"0":0}}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8e99]}}""", 8)]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8)] // half a surrogate pair
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0)] // 2^66 bytes
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}""", 0)]   // 2^64 bytes, 0 if it wrapped
    [InlineData("""{"a":{"dtype":"F32","shape":[-1,-2],"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"U8","shape":[-1],"data_offsets":[1,0]}}""", 1)]
    [InlineData("""{"a":{"dtype":"U8","shape":[9223372036854775807],"data_offsets":[2,-9223372036854775807]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", 8)]
    public void Headers_that_are_wrong_in_any_way_are_refused(string header, int dataLength) =>
        Assert.StartsWith($"{_folder.File("x.safetensors")}: Its header is wrong: ", Refusal(Join(header, new byte[dataLength])), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[2],"data_offsets":[0,2]}}""", 2, "The number format 'F8_E4M3' is not known (known are F64, F32, F16, BF16, I64, I32, U8, BOOL).")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "A tensor of shape [3] in F32 is said to lie at bytes 0 to 8 of 8.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", 8, "A tensor of shape [4] in F32 is said to lie at bytes 0 to 16 of 8.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "The tensor 'a' occurs twice.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "The tensors overlap or leave a gap at byte 8 of the data.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "The tensors overlap or leave a gap at byte 4 of the data.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "The tensors overlap or leave a gap at byte 0 of the data.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "The tensors end at byte 4 of 8 of the data.")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4]}}""", 4, "A tensor's data_offsets are not two numbers.")]
    public void What_is_wrong_with_a_header_is_said(string header, int dataLength, string problem) =>
        Assert.Equal($"{_folder.File("x.safetensors")}: Its header is wrong: {problem} {Remedy}", Refusal(Join(header, new byte[dataLength])));

    [Fact]
    public void A_file_cut_at_any_byte_is_refused()
    {
        var whole = Join(TwoTensors, new byte[24]);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.EndsWith(Remedy, Refusal(whole[..length]), StringComparison.Ordinal);
        }

        Assert.EndsWith($"Its header is wrong: The tensors end at byte 24 of 25 of the data. {Remedy}", Refusal([.. whole, 0]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_that_lies_is_said()
    {
        Assert.Equal($"{_folder.File("x.safetensors")}: It has 7 bytes; a safetensors file begins with the length of its header (8 bytes). {Remedy}", Refusal(new byte[7]));
        Assert.Equal($"{_folder.File("x.safetensors")}: Its header is said to have 18446744073709551615 bytes, but the file has 10: it is cut, or no safetensors file. {Remedy}", Refusal([.. Length(ulong.MaxValue), 1, 2]));
        Assert.EndsWith($"Its header is said to have 3 bytes, but the file has 10: it is cut, or no safetensors file. {Remedy}", Refusal([.. Length(3), 1, 2]), StringComparison.Ordinal);
    }

    [Fact]
    public void Flipped_bits_never_break_the_program()
    {
        var whole = Join(TwoTensors, new byte[24]);
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var damaged = whole.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length - 24)] ^= (byte)(1 << random.Next(8));
            }

            var e = Record.Exception(() => ReadAll(Write(damaged)));

            Assert.True(e is null or WeightsException, $"Round {i}: {e}");
        }
    }

    [Fact]
    public void A_file_that_is_not_there_or_is_a_folder_is_said()
    {
        var missing = Assert.Throws<WeightsException>(() => SafetensorsFile.Open(_folder.File("none.safetensors")));
        var folder = Assert.Throws<WeightsException>(() => SafetensorsFile.Open(_folder.Path));

        Assert.Equal($"{_folder.File("none.safetensors")}: It cannot be read (Could not find file '{_folder.File("none.safetensors")}'). Check the path and your permissions.", missing.Message);
        Assert.StartsWith($"{_folder.Path}: It cannot be read (", folder.Message, StringComparison.Ordinal);
    }

    private string Refusal(byte[] file) => Assert.Throws<WeightsException>(() => SafetensorsFile.Open(Write(file))).Message;

    private string Write(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File("x.safetensors"), bytes);
        return _folder.File("x.safetensors");
    }

    private static void ReadAll(string path)
    {
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(path);
        foreach (var name in file.Names)
        {
            file.Read(name);
        }
    }
}
