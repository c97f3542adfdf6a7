# Blocks with codes of their own, in windows large and small, against what is known of the text.
import deflate
import io
import binascii

packed = binascii.a2b_base64(
    b"SMd9V1tu4zAM/Ncp/Gn97ln2AkWatgYSOchmt9dfU+SQQ1mogTa2TFF8DIf0uvTr8X1fHltbXvvn5+26PJ5bey236/tyf7t8be26/Lldrw+VfXu/mMDelu3X"
    b"xd7pkij5/toOHb+ff6/L/vGxrK7kkMftv7fb8Xq7P/bnC6fak/2IpkEb3UIPfutS+LWYNZFmy9qxR/T3S+yEkJ2/mo3F5Io9V91RexyK75In+cOzBG+lA9QZ"
    b"sUvO4jXznqNNdnJwTdIz5jcrXlGaatcoh6ndpLPEbnO2HCrENrgoTk9TVU9O2mtxrPUFtbVfbpeYYRpERP40fJyzlH7Zod44ehA3UiRrdYAR5MVHW9Kz5P9q"
    b"Hgh0dZceYlDmbJYhArpdtIqkR1Bf9kssMniIyOonhipJuKzq+xIRqqHRQufA7BcUMAY0j6iX43aCHy/ZapYy1GWPhbDbM9TbcKbv6glmDAQl8GoKcK6UoVSR"
    b"SnbuyMgJuAQtrqyV0CLqPBnyUO1F9bQVT1JArQMUWzMfEXuNpqsAIUCsOuTgsmj0CjvWcZL6oVkxNBI3AqPqlnJPNWnT1gO+4aDE2pVjbxQDxFmW/fQoVz3P"
    b"i7w6n0nAjIO2xgKiqxhsicbiojKV90owiacGlu7BswhZVOyHhCpUgKqwa4gQo03O0YqmhCDjwWEaCfC+rfXoB4uaTbJJfWB+Nq8QozmMmM4ywZCXAK+Tk0qs"
    b"dHAwGCKAfoXUxUWIqMwX1VGRfeeVmkgmChDM3sbGyc0ygmtxCk72ESJxdIh5u2wJ0F49KhnUfK7L3RgCdVGcMCJ21iqdZuVkOW7Cgp4FPRl9bMK5QyJTPpAs"
    b"BavcFUQg1cbZnQwWuNLxbZ2zV7duX2kyimkO0I2reH1SGgbirjllTPFD9aqAV4oFd9a60I1+bC1DHHWYHEYmGjDYMBSQN1WGS1BewCeoEIEy4OkgR92p+vIE"
    b"JL2jtrG/cVxKMoWHjnO7C1e9N3XLhCRbqsutjWkK+kijG4hklyLNI1cMgNHPY2YAH+R+P4ShnoOtELf5Su0kozNHykpkOk1m3kbB+6dxXQmkDkMpTo1uSWzi"
    b"I9ZK8MVQxDJpePY6HikdpcejWJ5N0d5QWiXnbALmydcB2lkeAoggJ5WZOz3Iw5TPqWvNiU3VRH2AnqlyeAJIvYMqaxjvmw9qKdrwNNCZv+IiAhx2e1EMcVaW"
    b"8gNde6ot8AVF0dMsu1IoKg0HzMZ9CtFZh6snAEkfB6QQY1ZqlH1/8Q9G8ycPioNhRYt6mIO5Ww5eoN1nAkofCOSGm+JkgD7W27U1Wa0mUB0POzQ/8kTOIskZ"
    b"1EgEkXpTxCt9Q8ZQEmiL6XXC18xUJZV8Gq1LKj591a//1sCg4w=="
)
for bits in (0, 9, 10, 15):
    stream = deflate.DeflateIO(io.BytesIO(packed), deflate.ZLIB, bits)
    try:
        text = stream.read()
        print(bits, len(text), hex(binascii.crc32(text)))
    except OSError as error:
        print(bits, error)
