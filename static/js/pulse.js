// A citizen's form: a little work in the browser against floods of answers, and the questions read aloud. Both only where
// the browser can; the form needs neither.

const form = document.querySelector('[data-pulse]')
const ZEROS = '000'

const digest = async (text) => {
  const bytes = await window.crypto.subtle.digest('SHA-256', new window.TextEncoder().encode(text))
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

const work = async () => {
  for (let n = 0; n < 200000; n += 1) {
    // one after the other on purpose: the page stays quick under the finger
    if ((await digest(`${form.elements.pass.value}:${n}`)).startsWith(ZEROS)) {
      form.elements.work.value = String(n)
      return
    }
  }
}

if (form && window.crypto?.subtle) work()

const button = document.querySelector('[data-read]')
if (button && window.speechSynthesis) {
  button.hidden = false
  button.addEventListener('click', () => {
    window.speechSynthesis.cancel()
    for (const legend of document.querySelectorAll('legend')) {
      const said = new window.SpeechSynthesisUtterance(legend.textContent)
      said.lang = document.documentElement.lang === 'vi' ? 'vi-VN' : document.documentElement.lang
      window.speechSynthesis.speak(said)
    }
  })
}
