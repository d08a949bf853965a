// Runs in an empty page: puts screenshots on one sheet, and finds what differs between two sheets.
(() => {
  const GAP = 8;
  const FAINT = 24; // of 255: a difference that no eye sees

  const load = (address) =>
    new Promise((done, failed) => {
      const image = new Image();
      image.onload = () => done(image);
      image.onerror = failed;
      image.src = address;
    });

  const canvas = (width, height) => {
    const made = document.createElement("canvas");
    made.width = width;
    made.height = height;
    return [made, made.getContext("2d", { willReadFrequently: true })];
  };

  window.sheet = async (shots, quality) => {
    const images = await Promise.all(shots.map(load));
    const width = images.reduce((sum, image) => sum + image.width + GAP, -GAP);
    const [made, pen] = canvas(width, Math.max(...images.map((image) => image.height)));
    pen.fillStyle = "#888";
    pen.fillRect(0, 0, made.width, made.height);
    let left = 0;
    for (const image of images) {
      pen.drawImage(image, left, 0);
      left += image.width + GAP;
    }
    return made.toDataURL("image/webp", quality);
  };

  window.differ = async (before, after) => {
    const images = await Promise.all([load(before), load(after)]);
    const width = Math.max(...images.map((image) => image.width));
    const height = Math.max(...images.map((image) => image.height));
    const [one, other] = images.map((image) => {
      const [, pen] = canvas(width, height);
      pen.drawImage(image, 0, 0);
      return pen.getImageData(0, 0, width, height).data;
    });
    const [made, pen] = canvas(width, height);
    const marked = pen.createImageData(width, height);
    let count = 0;
    for (let at = 0; at < one.length; at += 4) {
      const far = [0, 1, 2, 3].some((channel) => Math.abs(one[at + channel] - other[at + channel]) > FAINT);
      count += far;
      const faded = 200 + other[at] * 0.2;
      marked.data.set(far ? [220, 0, 0, 255] : [faded, faded, faded, 255], at);
    }
    pen.putImageData(marked, 0, 0);
    return { share: count / (width * height), marked: made.toDataURL("image/webp", 0.8) };
  };
})();
